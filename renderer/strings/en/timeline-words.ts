import { code, type Phrase, rowRef, say } from '../text/phrase.ts';
import { count, duration, plural, timeOfDay } from './words.ts';

/** The words of the timeline that come with it, and not with the window. */
export const timelineWords = {
  hiddenLanes: (n: number) => plural(n, 'more lane'),
  showHidden: 'Make room for them',
  scrollToHidden: 'Scroll the timeline to see them',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeLog: 'Show the whole log',
  filterTo: 'Filter to this stretch',
  asList: 'Show as list',
  backToNow: 'Back to now',
  lastRequest: (agoMs: number) => `Last request ${duration(agoMs, 1)} ago`,
  empty: 'Each session gets a lane here, from its first request to its end.',
  emptyPaused: 'Recording is paused, so nothing new is drawn here.',
  loading: 'Loading earlier requests…',
  tooMany: (n: number) => `About ${plural(n, 'request')}: zoom in to see each`,
  shapeCount: {
    set: (n: number) => `${count(n)} set`,
    get: (n: number) => `${count(n)} get`,
    pop: (n: number) => `${count(n)} pop`,
    rejected: (n: number) => `${count(n)} refused`,
    regenerated: (n: number) => `${count(n)} regenerated`,
    destroyed: (n: number) => `${count(n)} destroyed`,
    edited: (n: number) => `${count(n)} edited from this window`,
    listed: (n: number) => `${count(n)} listed`,
    cleared: (n: number) => `${count(n)} cleared`,
    unused: (n: number) => `${count(n)} without use of the session`,
  },
  plot: 'Marks of the timeline',
  plotHint:
    'Left and right move between requests of a session, up and down between sessions, Home and End to the first and the last. ' +
    'Enter opens a request. Plus and minus zoom, 0 goes back to now, Page Up and Page Down move in time.',
  summary: (sessions: number, marks: number, fromMs: number, toMs: number) =>
    `${plural(sessions, 'session')} and ${plural(marks, 'request')} between ${timeOfDay(fromMs)} and ${timeOfDay(toMs)}.`,
  lane: {
    session: (sid: string, who: string) => `Session ${sid}, ${who}`,
    cookie: (who: string) => `The cookie of ${who}`,
    none: 'Requests without a session',
    life: (from: string, to: string) => `${from} to ${to}`,
    before: 'earlier',
    expires: (inMs: number) => `now, expires in ${duration(inMs, 1)}`,
    goesOn: 'now',
    destroyed: (at: string) => `${at}, destroyed`,
    deleted: (at: string) => `${at}, cookie deleted`,
    ended: (at: string) => `${at}, not kept`,
    closed: (at: string) => `${at}, browser closed`,
    expired: (at: string) => `${at}, expired`,
    regenerated: (at: string) => `${at}, its id regenerated`,
    unknown: (at: string) => `after ${at}`,
    bornFrom: (sid: string) => `took the place of ${sid}`,
    requests: (n: number) => plural(n, 'request'),
    showRequests: (n: number) => `Show ${plural(n, 'request')}`,
  },
};
export type TimelineWords = typeof timelineWords;

/** The ends of cookies on the timeline. */
export const cookieEnds = {
  /** In the key to the marks. */
  shape: 'cookie ended',
  /** In the picture, beside the end. */
  words: {
    expired: 'cookie expired',
    deleted: 'cookie deleted',
    refused: 'cookie refused',
    replaced: 'cookie replaced',
    evicted: 'cookie evicted',
  },
  told: (at: string, name: string, reason: Phrase) => say`${at}, end of the cookie ${code(name)}: ${reason}`,
  opens: (row: number) => say`Enter opens ${rowRef(row)}.`,
  /** Of a lane in words. */
  lost: (at: string) => `${at}, its cookie gone`,
};
export type CookieEndStrings = typeof cookieEnds;
