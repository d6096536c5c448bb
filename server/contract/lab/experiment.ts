/**
 * The parts of an experiment, as data. The server carries the steps out (server/lab/run.ts), the window draws them
 * (renderer/views/lab) with the words of renderer/strings. Each file of ./experiments is one experiment.
 */
import type { ActorAction } from '../actor.ts';
import type { ClientSideOptions, ServerSideOptions } from '../engine-options.ts';
import type { EngineName } from '../log-entry.ts';
import { stageNames, type Who } from './lab-actors.ts';

/**
 * How a cookie is forged from another: an exact copy, one character of the signature changed, other content under the
 * old signature, or other content signed with a guessed secret.
 */
export type Forgery = 'whole' | 'flip' | 'edit' | 'guess';

/** The action of one step. */
export type LabAction =
  /**
   * Sends a request and waits for its response and its record. With `soonAfter`, the run fails if the request arrives
   * `ms` or more after the request of that step, because the run would then prove nothing. With `isFromAnotherSite`,
   * the browser follows a link on a page of another site.
   */
  | {
      readonly type: 'request';
      readonly who: Who;
      readonly action: ActorAction;
      readonly soonAfter?: { readonly step: string; readonly ms: number };
      readonly isFromAnotherSite?: true;
    }
  /** Sends a request that is held after its session has been loaded and before its handler, until `finish`. */
  | { readonly type: 'begin'; readonly who: Who; readonly action: ActorAction }
  | { readonly type: 'finish'; readonly who: Who }
  /** Copies the session cookie of one browser into another. */
  | { readonly type: 'copy'; readonly from: Who; readonly to: Who }
  /** Forges a cookie from the cookie of the browser `from`, and sends it from the browser `who`. */
  | { readonly type: 'forge'; readonly from: Who; readonly who: Who; readonly how: Forgery }
  /** Reads a cookie without a secret. */
  | { readonly type: 'read'; readonly from: Who }
  /** Reads the cookies that a browser holds. The text has the name and the attributes of each, or is empty. */
  | { readonly type: 'look'; readonly at: Who }
  | { readonly type: 'wait'; readonly ms: number }
  /** Adds a new secret that signs from this step on. The older secrets still verify. */
  | { readonly type: 'rotate' }
  /** Removes all secrets but the newest. */
  | { readonly type: 'retire' }
  /** Starts the servers of the setting. From then on, they get the requests. The text says where they are. */
  | { readonly type: 'start-servers' }
  /** Stops a server, with all that it has in its memory. */
  | { readonly type: 'stop-server'; readonly server: number };

/** The engine options of a run. They apply to the requests of the run alone; an omitted option has its default. */
export interface Setting {
  /** The engine of each browser that takes part. */
  readonly engines: Readonly<Partial<Record<Who, EngineName>>>;
  readonly serverSide?: Partial<Omit<ServerSideOptions, 'cookie'>> & {
    readonly cookie?: Partial<ServerSideOptions['cookie']>;
  };
  readonly clientSide?: Partial<ClientSideOptions>;
  /**
   * Two servers of the site. `balance`: which of them gets a request: each in its turn, or always the same one while it
   * runs. `sessions`: each server keeps its own sessions in its memory, or both keep them in one store.
   */
  readonly servers?: { readonly balance: 'turns' | 'sticky'; readonly sessions: 'own' | 'shared' };
}

/**
 * A fact about the result of one step. `says`, `contains` and `lacks` compare the text of the response, or the text
 * that was read from a cookie. `accepted` compares the verdict of the engine on the session cookie of the request.
 */
export type Condition<Step extends string = string> = { readonly step: Step } & (
  | { readonly says: string }
  | { readonly contains: string }
  | { readonly lacks: string }
  | { readonly accepted: boolean }
);

/** The words of one experiment in one language. */
export interface ExperimentWords<
  Step extends string = string,
  Variant extends string = string,
  Answer extends string = string,
> {
  readonly title: string;
  /** The question of the experiment in a few words, for the list. */
  readonly teaser: string;
  readonly story: string;
  readonly question: string;
  readonly answers: Readonly<Record<Answer, string>>;
  readonly steps: Readonly<Record<Step, string>>;
  /** The names of the variants. */
  readonly variants: Readonly<Record<Variant, string>>;
  /** Why the run of a variant ends as it does. */
  readonly because: Readonly<Record<Variant, string>>;
  readonly rule: string;
  /** A widespread false statement, and the correction. */
  readonly myth?: string;
  /** The options of this experiment that differ from the defaults. */
  readonly setting?: string;
}

export interface Experiment<
  Step extends string = string,
  Variant extends string = string,
  Answer extends string = string,
> {
  /** Words by which the palette finds the experiment beside its title, in all languages. */
  readonly findBy: string;
  /** The steps in their order. */
  readonly steps: Readonly<Record<Step, LabAction>>;
  /** Each variant runs all steps except those it skips. */
  readonly variants: Readonly<Record<Variant, Setting & { readonly skips?: readonly NoInfer<Step>[] }>>;
  /**
   * The answers to predict from. An answer comes true if all its conditions hold. `never`: no run that finishes can
   * show this answer, for example because a run ends as failed when the site responds with an error.
   */
  readonly answers: Readonly<Record<Answer, readonly Condition<NoInfer<Step>>[] | 'never'>>;
}

/** Checks at compile time that conditions and variants name steps of this experiment. */
export function experiment<const Step extends string, const Variant extends string, const Answer extends string>(
  parts: Experiment<Step, Variant, Answer>,
): Experiment<Step, Variant, Answer> {
  return parts;
}

export const send = (who: Who, action: ActorAction): LabAction => ({ type: 'request', who, action });
/** The login of the tutorial site: it sets Username to Admin. */
export const logIn = (who: Who): LabAction => send(who, { type: 'set', key: 'Username', value: 'Admin' });
/** The site responds with `Welcome Admin`, or with `Welcome Anonymous` if the session has no key Username. */
export const askWhoIAm = (who: Who): LabAction => send(who, { type: 'get', key: 'Username' });
export const copyCookie = (from: Who, to: Who): LabAction => ({ type: 'copy', from, to });
export const readCookie = (from: Who): LabAction => ({ type: 'read', from });

export const isAdmin = <const Step extends string>(step: Step) => ({ step, says: 'Welcome Admin' });
export const isAnonymous = <const Step extends string>(step: Step) => ({ step, says: 'Welcome Anonymous' });

/** Every browser uses the same engine. */
export const allOn = (engine: EngineName): Setting['engines'] =>
  Object.fromEntries(stageNames.map((who) => [who, engine] as const));

/** The two variants of an experiment that runs once on each engine, with the default options. */
export const ON_EACH_ENGINE = {
  'server-side': { engines: allOn('server-side') },
  'client-side': { engines: allOn('client-side') },
} as const;
