import { code, type Phrase, rowRef, say } from '../text/phrase.ts';

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
