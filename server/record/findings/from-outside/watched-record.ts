import type { Evidence } from '../../../contract/evidence.ts';
import type { RequestRecord } from '../../../contract/log-entry.ts';

/** The record of a request to a watched app, before its findings are complete. */
export type WatchedRecord = Omit<RequestRecord, 'findings'> & { readonly evidence: Evidence };

/**
 * What tells the session apart from others: the id that its cookie holds, or the cookie itself where it holds the data.
 * Null if no session cookie came.
 */
export function sessionKeyOf({ sidBefore, cookieValue }: WatchedRecord): string | null {
  // Scripts without a real jar keep a deleted cookie as an empty one.
  return sidBefore ?? (cookieValue === '' || cookieValue === '""' ? null : cookieValue);
}

/** Whether the app itself answered, in full. */
export function isAnswered({ status, isAborted, upstream }: WatchedRecord): boolean {
  return status !== null && !isAborted && upstream?.fault === undefined;
}
