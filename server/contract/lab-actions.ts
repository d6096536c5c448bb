/**
 * What each step of each experiment does, as data: the server carries it out (server/lab/run.ts), the window draws
 * it.
 */
import type { ActorAction } from './actor.ts';
import type { ExperimentName, StepOf } from './lab.ts';

/**
 * Who can be on the stage. They are not the actors of the Live view: each run has browsers of its own, with empty
 * jars.
 */
export const stageNames = ['alice', 'bob', 'mallory'] as const;
export type Who = (typeof stageNames)[number];

const LAB_ACTOR = 'lab-';

/** The id by which the log knows a browser of an experiment. */
export function labActorId(who: Who): string {
  return `${LAB_ACTOR}${who}`;
}

/** Whether an actor of the log is a browser of an experiment, which lives as long as its run. */
export function isLabActor(actorId: string): boolean {
  return actorId.startsWith(LAB_ACTOR);
}

/**
 * How a cookie is made after another: nothing changed, one character of the signature, what is signed, or all of it
 * signed anew.
 */
export type Forgery = 'whole' | 'flip' | 'edit' | 'guess';

export type LabAction =
  /**
   * Sends a request and waits for its answer and its record. `soonAfter`: it shows nothing if it comes later than
   * that.
   */
  | {
      readonly type: 'request';
      readonly who: Who;
      readonly action: ActorAction;
      readonly soonAfter?: { readonly step: string; readonly ms: number };
    }
  /** Sends a request that is held between the loading of its session and the handler, until `finish`. */
  | { readonly type: 'begin'; readonly who: Who; readonly action: ActorAction }
  | { readonly type: 'finish'; readonly who: Who }
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

const request = (who: Who, action: ActorAction): LabAction => ({ type: 'request', who, action });
const set = (who: Who) => request(who, { type: 'set', key: 'Username', value: 'Admin' });
const get = (who: Who) => request(who, { type: 'get', key: 'Username' });
const copy = (from: Who, to: Who): LabAction => ({ type: 'copy', from, to });
const read = (from: Who): LabAction => ({ type: 'read', from });
const sendForged = (how: Forgery): LabAction => ({ type: 'forge', from: 'alice', who: 'mallory', how });

/** How long a session lives in the experiment on clocks. */
export const SHORT_LIFETIME_SECONDS = 5;
/*
 * A cookie's Expires has no fractions, so it may come a second early, and Flask counts the age in whole seconds, so
 * it may come a second late: the visits keep clear of both.
 */
const firstPauseMs = 2_900;
const secondPauseMs = 3_200;
const getSoonAfter = (step: StepOf<'expiry'>, who: Who): LabAction => ({
  type: 'request',
  who,
  action: { type: 'get', key: 'Username' },
  soonAfter: { step, ms: (SHORT_LIFETIME_SECONDS - 1) * 1000 },
});

export const LAB_ACTIONS: { readonly [Name in ExperimentName]: { readonly [Step in StepOf<Name>]: LabAction } } = {
  hijack: {
    'alice-sets': set('alice'),
    'mallory-asks': get('mallory'),
    copy: copy('alice', 'mallory'),
    'mallory-asks-again': get('mallory'),
  },
  twins: {
    'alice-sets': set('alice'),
    'bob-sets': set('bob'),
    'read-alice': read('alice'),
    'read-bob': read('bob'),
    'alice-gets': get('alice'),
    'bob-gets': get('bob'),
  },
  forgery: {
    'alice-sets': set('alice'),
    read: read('alice'),
    flip: sendForged('flip'),
    edit: sendForged('edit'),
    guess: sendForged('guess'),
    whole: sendForged('whole'),
  },
  replay: {
    'alice-sets': set('alice'),
    copy: copy('alice', 'mallory'),
    'alice-pops': request('alice', { type: 'pop', key: 'Username' }),
    'alice-gets': get('alice'),
    'mallory-gets': get('mallory'),
  },
  fixation: {
    'mallory-begins': request('mallory', { type: 'set', key: 'language', value: 'en' }),
    plant: copy('mallory', 'alice'),
    'alice-renews': request('alice', { type: 'regenerate' }),
    'alice-logs-in': set('alice'),
    'mallory-gets': get('mallory'),
  },
  'lost-update': {
    'alice-sets': set('alice'),
    'first-begins': { type: 'begin', who: 'alice', action: { type: 'set', key: 'colour', value: 'red' } },
    second: request('alice', { type: 'set', key: 'size', value: 'XL' }),
    'first-ends': { type: 'finish', who: 'alice' },
    'alice-lists': request('alice', { type: 'list' }),
  },
  expiry: {
    'alice-sets': set('alice'),
    copy: copy('alice', 'mallory'),
    wait: { type: 'wait', ms: firstPauseMs },
    'alice-returns': getSoonAfter('alice-sets', 'alice'),
    'wait-again': { type: 'wait', ms: secondPauseMs },
    'alice-gets': getSoonAfter('alice-returns', 'alice'),
    'mallory-gets': getSoonAfter('alice-returns', 'mallory'),
  },
  rotation: {
    'alice-sets': set('alice'),
    'bob-sets': set('bob'),
    rotate: { type: 'rotate' },
    'alice-gets': get('alice'),
    'bob-writes': request('bob', { type: 'set', key: 'colour', value: 'blue' }),
    retire: { type: 'retire' },
    'alice-gets-again': get('alice'),
    'bob-gets-again': get('bob'),
  },
};

/** The steps of one variant with what each does, in order; none for a variant that there is not. */
export function actionsOf(
  experiment: ExperimentName,
  steps: readonly string[],
): { readonly step: string; readonly action: LabAction }[] {
  const actions: Readonly<Record<string, LabAction>> = LAB_ACTIONS[experiment];
  return steps.flatMap((step) => {
    const action = actions[step];
    return action === undefined ? [] : [{ step, action }];
  });
}
