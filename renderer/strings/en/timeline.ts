import { count, timeOfDay } from './words.ts';

/** The timeline: lanes of sessions, their lives, and the requests that made them. */
export const timeline = {
  title: 'Timeline',
  /** In which language's way `Intl` writes the times of the axis. */
  axisLocale: 'en-GB',
  key: 'Key to the marks',
  shapes: {
    set: 'set',
    get: 'get',
    pop: 'pop',
    rejected: 'refused or failed',
    regenerated: 'regenerated',
    destroyed: 'destroyed',
    edited: 'edited here',
    listed: 'listed',
    cleared: 'cleared',
    unused: 'session not used',
  },
  /** The same words for a file of another program, which does not show whether a session continued. */
  seenShapes: { rejected: 'failed', unused: 'request' },
  collapse: 'Hide the timeline',
  expand: 'Show the timeline',
  resize: 'Height of the timeline',
  paused: 'not recording',
  now: 'now',
  noSession: 'no session',
  inCookie: 'cookie',
  unknownActor: 'unknown',

  destroyed: 'destroyed',
  deleted: 'cookie deleted',
  ended: 'not kept',
  closed: 'browser closed',
  expired: 'expired',
  gone: 'gone',
  becomes: (sid: string) => `→ ${sid}`,
  gap: 'log incomplete',

  mark: (atMs: number | null, who: string, what: string) =>
    `${atMs === null ? 'time unknown' : timeOfDay(atMs)}, ${who}: ${what}`,
  window: 'this window',
  list: 'Sessions on the timeline, as a list',
  more: (n: number) => `and ${count(n)} more`,
};
