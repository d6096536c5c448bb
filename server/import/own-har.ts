import { EXTRA_NAMES, type ExtraName, type RequestRecord } from '../contract/log-entry.ts';
import { otherCookieNameBeside } from '../engines/cookie-names.ts';
import type { OwnCookieNames } from '../record/received-cookies.ts';
import { judgeReceivedCookies } from '../record/received-cookies.ts';
import { type EntryReading, entryOf, type Reading } from './entry-of.ts';
import { readHarEntry } from './har-input.ts';
import { bodyBytes, headerListOf, seenPart } from './har-record.ts';
import { isObject } from './loose-members.ts';

type Members = Record<string, unknown>;

/** Whether an entry of a HAR was written by this app. Such an entry also describes what the server did. */
export function isOwnHarEntry(value: unknown): value is Members {
  return isObject(value) && typeof value._id === 'number' && isObject(value._verdict) && isObject(value._actor);
}

/**
 * The record of an entry that server/export/har-entry.ts wrote, and the log entries that followed it. Members that the
 * format does not contain (the rules of the decision, the findings) are empty.
 */
export function ownHarEntries(value: Members, ownNames: readonly string[], how: Reading): EntryReading[] {
  const { _followedBy: followers } = value;
  const others = Array.isArray(followers) ? followers.map((follower: unknown) => entryOf(follower, how)) : [];
  return [requestOf(value, ownNames, how), ...others];
}

function requestOf(value: Members, ownNames: readonly string[], how: Reading): EntryReading {
  const input = readHarEntry(value, how.note, true);
  if (typeof input === 'string') return { ok: false, detail: input };
  const seen = seenPart(input);
  const request = isObject(value.request) ? value.request : {};
  const cookieName = typeof value._cookieName === 'string' ? value._cookieName : '';
  const names: OwnCookieNames = {
    session: cookieName,
    otherEngine: otherCookieNameBeside(cookieName) ?? ownNames.find((name) => name !== cookieName) ?? cookieName,
  };
  const requestHeaders = headerListOf(input.request);
  const responseHeaders = headerListOf(input.response);
  const cookies = requestHeaders.filter(([name]) => name.toLowerCase() === 'cookie').map(([, text]) => text);
  const entry: Record<keyof Omit<RequestRecord, ExtraName>, unknown> = {
    ...seen,
    id: value._id,
    arrivedAtMs: input.startedAtMs ?? (value._isTimeUnknown === true ? how.lastAtMs : null),
    actor: value._actor,
    engine: value._engine,
    url: request._target ?? seen.url,
    requestHeaders,
    responseHeaders,
    responseBodyBytes: bodyBytes(input.response, responseHeaders),
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
    ...Object.fromEntries(
      EXTRA_NAMES.flatMap((name) => (value[`_${name}`] === undefined ? [] : [[name, value[`_${name}`]]])),
    ),
  };
  return entryOf(entry, how);
}
