/** What an expected cookie says about its request. */
import type { ExpectedCookie } from './expected-cookie.ts';

/** Whether an expected cookie did not arrive. Cookies of another site are not expected. */
export function isMissing({ came, about }: ExpectedCookie): boolean {
  return !came && about?.isOfOtherSite !== true;
}

/**
 * Whether the client did otherwise than the model of a browser had predicted. A cookie that nothing in the log has set
 * came unexpectedly, and no prediction was wrong.
 */
export function isOtherThanPredicted({ about }: ExpectedCookie): boolean {
  return about?.predicted !== undefined && about.predicted !== 'unknown';
}
