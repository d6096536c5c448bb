import type { RequestRecord } from '../contract/log-entry.ts';
import type { OwnCookieNames } from '../record/received-cookies.ts';
import { judgeReceivedCookies } from '../record/received-cookies.ts';
import { type EntryReading, entryOf } from './entry-of.ts';
import { harRecord } from './har-record.ts';

type Members = Record<string, unknown>;

/** Whether an entry of a HAR is one that we wrote: it then tells what the server did. */
export function isOwnHarEntry(value: unknown): value is Members {
  return isObject(value) && typeof value._id === 'number' && isObject(value._verdict) && isObject(value._actor);
}

/**
 * The record of an entry that server/export/har-entry.ts wrote, and what followed it in the log. What that format
 * leaves out (the rules of the decision, the findings) is empty.
 */
export function ownHarEntries(value: Members, ownNames: readonly string[]): EntryReading[] {
  const { _followedBy: followers } = value;
  return [requestOf(value, ownNames), ...(Array.isArray(followers) ? followers.map(entryOf) : [])];
}

function requestOf(value: Members, ownNames: readonly string[]): EntryReading {
  const seen = harRecord(value, (header) => [header]);
  if (!seen.ok) return seen;
  const { record } = seen;
  const request = isObject(value.request) ? value.request : {};
  const cookieName = typeof value._cookieName === 'string' ? value._cookieName : '';
  const names: OwnCookieNames = {
    session: cookieName,
    otherEngine: ownNames.find((name) => name !== cookieName) ?? cookieName,
  };
  const cookies = record.requestHeaders.filter(([name]) => name.toLowerCase() === 'cookie').map(([, text]) => text);
  const entry: Record<keyof Omit<RequestRecord, 'resendOf'>, unknown> = {
    ...record,
    id: value._id,
    actor: value._actor,
    engine: value._engine,
    url: request._target ?? record.url,
    cookieName,
    cookieValue: value._cookieValue,
    receivedCookies: judgeReceivedCookies(cookies.join('; '), names),
    verdict: value._verdict,
    sidBefore: value._sidBefore,
    sidAfter: value._sidAfter,
    sessionBefore: value._sessionBefore,
    sessionAfter: value._sessionAfter,
    operations: value._operations,
    storeOperations: value._storeOperations,
    decision: value._decision ?? [],
    headSentAtMs: value._headSentAtMs ?? null,
    setCookie: value._setCookie,
    errors: value._errors,
    findings: value._findings ?? [],
    isAborted: value._isAborted,
    ...(value._resendOf === undefined ? {} : { resendOf: value._resendOf }),
  };
  return entryOf(entry);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
