import type { Evidence } from '../../../contract/evidence.ts';
import type { RequestRecord } from '../../../contract/log-entry.ts';

/** The record of a request to a watched app, before its findings are complete. */
export type WatchedRecord = Omit<RequestRecord, 'findings'> & { readonly evidence: Evidence };

/**
 * The identity of the session: the id in its cookie, or the cookie itself if it contains the data. Null if the request
 * had no session cookie.
 */
export function sessionKeyOf({ sidBefore, cookieValue }: WatchedRecord): string | null {
  // Scripts without a cookie jar keep a deleted cookie as an empty one.
  return sidBefore ?? (cookieValue === '' || cookieValue === '""' ? null : cookieValue);
}

/** Whether the app itself answered, and completely. */
export function isAnswered({ status, isAborted, upstream }: WatchedRecord): boolean {
  return status !== null && !isAborted && upstream?.fault === undefined;
}
