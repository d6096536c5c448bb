import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import type { AnswerOf, ExperimentName, LabRequestStep, StepOf, VariantOf } from '../contract/lab.ts';
import { stageNames, type Who } from '../contract/lab-actions.ts';
import type { EngineName } from '../contract/log-entry.ts';

/**
 * What holds for the requests of a run, and for no others. What is left out is the default, whatever the user has
 * set.
 */
export interface Setting {
  /** The engine of each browser on the stage. */
  readonly engines: Readonly<Partial<Record<Who, EngineName>>>;
  readonly serverSide?: Partial<Omit<ServerSideOptions, 'cookie'>> & {
    readonly cookie?: Partial<ServerSideOptions['cookie']>;
  };
  readonly clientSide?: Partial<ClientSideOptions>;
}

/** What an experiment needs beside its steps, which are data of the contract (lab-actions.ts). */
export interface Experiment<Name extends ExperimentName = ExperimentName> {
  readonly settings: { readonly [Variant in VariantOf<Name>]: Setting };
  /** Which answer came true, told from what was recorded (by step: requests, and what was read); null if none did. */
  readonly conclude: (
    sent: (step: StepOf<Name>) => LabRequestStep | undefined,
    read: (step: StepOf<Name>) => string | undefined,
  ) => AnswerOf<Name> | null;
}

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
