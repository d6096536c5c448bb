import type { ActorAction } from '../contract/actor.ts';
import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import type { AnswerOf, ExperimentName, LabRequestStep, StepOf, VariantOf } from '../contract/lab.ts';
import type { EngineName } from '../contract/log-entry.ts';
import type { Forgery } from './forge.ts';

/** Who can be on the stage. They are not the actors of the Live view: each run has browsers of its own, with empty jars. */
export const stageNames = ['alice', 'bob', 'mallory'] as const;
export type Who = (typeof stageNames)[number];

/** What one step does. */
export type Action =
  /** Sends a request and waits for its answer and its record. `soonAfter`: it shows nothing if it comes later than that. */
  | {
      readonly type: 'request';
      readonly who: Who;
      readonly action: ActorAction;
      readonly soonAfter?: { readonly step: string; readonly ms: number };
    }
  /** Sends a request that is held between the loading of its session and the handler, until `finish`. */
  | { readonly type: 'begin'; readonly who: Who; readonly action: ActorAction }
  | { readonly type: 'finish' }
  /** Puts the session cookie of one browser into another. */
  | { readonly type: 'copy'; readonly from: Who; readonly to: Who }
  /** Makes a cookie after that of `from`, and sends it as `who`. */
  | { readonly type: 'forge'; readonly from: Who; readonly who: Who; readonly how: Forgery }
  /** Reads a cookie as somebody without a secret can. */
  | { readonly type: 'read'; readonly from: Who }
  | { readonly type: 'wait'; readonly ms: number }
  /** A new secret signs from here on, and the ones before it still verify. */
  | { readonly type: 'rotate' }
  /** All secrets but the newest are removed. */
  | { readonly type: 'retire' };

/** What holds for the requests of a run, and for no others. What is left out is the default, whatever the user has set. */
export interface Setting {
  /** The engine of each browser on the stage. */
  readonly engines: Readonly<Partial<Record<Who, EngineName>>>;
  readonly serverSide?: Partial<Omit<ServerSideOptions, 'cookie'>> & {
    readonly cookie?: Partial<ServerSideOptions['cookie']>;
  };
  readonly clientSide?: Partial<ClientSideOptions>;
}

/** One experiment as data: `run.ts` carries it out, step by step, in the order of the contract. */
export interface Experiment<Name extends ExperimentName = ExperimentName> {
  readonly settings: { readonly [Variant in VariantOf<Name>]: Setting };
  readonly steps: { readonly [Step in StepOf<Name>]: Action };
  /** Which answer came true, told from what was recorded (by step: requests, and what was read); null if none did. */
  readonly conclude: (
    sent: (step: StepOf<Name>) => LabRequestStep | undefined,
    read: (step: StepOf<Name>) => string | undefined,
  ) => AnswerOf<Name> | null;
}

export const set = (who: Who): Action => ({
  type: 'request',
  who,
  action: { type: 'set', key: 'Username', value: 'Admin' },
});
export const get = (who: Who): Action => ({ type: 'request', who, action: { type: 'get', key: 'Username' } });
export const pop = (who: Who): Action => ({ type: 'request', who, action: { type: 'pop', key: 'Username' } });

/** Every browser with the same engine. */
export const all = (engine: EngineName): Setting['engines'] =>
  Object.fromEntries(stageNames.map((who) => [who, engine] as const));

/** Whether the site greeted the sender as the one who is logged in. */
export function isAdmin(sent: LabRequestStep | undefined): boolean {
  return sent?.says === 'Welcome Admin';
}

/** Whom the site took the sender for, by its greeting. */
export function greeted(sent: LabRequestStep | undefined): 'admin' | 'anonymous' | null {
  if (isAdmin(sent)) return 'admin';
  return sent?.says === 'Welcome Anonymous' ? 'anonymous' : null;
}

/** Who of two is logged in. */
export function whoIsIn<const A extends string, const B extends string>(
  [a, isA]: readonly [A, boolean],
  [b, isB]: readonly [B, boolean],
): 'both' | 'neither' | A | B {
  if (isA) return isB ? 'both' : a;
  return isB ? b : 'neither';
}
