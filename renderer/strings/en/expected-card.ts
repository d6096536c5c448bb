import { rowRef, say } from '../text/phrase.ts';
import { count } from './words.ts';

/** The card of the cookies that were expected with a request. */
export const expectedCard = {
  title: 'Cookies that were expected',
  columns: { name: 'Name', came: 'Came', why: 'Why' },
  came: 'yes',
  missing: 'no',
  setBy: (row: number) => say`set by ${rowRef(row)}`,
  setBefore: () => say`no row of this log has set it`,
  unexpected: 'not expected',
  differs: 'the client did otherwise than browsers do',
  ofOtherSites: (n: number) => `${count(n)} of other sites`,
};
export type ExpectedCardStrings = typeof expectedCard;
