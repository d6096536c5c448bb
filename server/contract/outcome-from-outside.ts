import { cookieLife } from './http/cookie-life.ts';
import { parseSetCookie } from './http/parse-set-cookie.ts';
import type { SessionData } from './json.ts';
import type { RequestRecord } from './log-entry.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/**
 * The outcome of a request that was observed from outside, from the cookies before and after: keys that were added or
 * changed, keys that were removed, or another id. `unused` if there is no such change, because the app's reads are
 * unknown.
 */
export function outcomeFromOutside(record: RequestRecord): Outcome {
  const outcome = outcomeOf(record);
  if (outcome !== 'unused') return outcome;
  const { sidBefore, sidAfter } = record;
  if (sidBefore !== null && sidAfter !== null && sidBefore !== sidAfter) return 'regenerate';
  const before = record.sessionBefore ?? (record.cookieValue === null ? {} : null);
  const after = record.sessionAfter ?? (hasNoCookieAfter(record) ? {} : null);
  if (before === null || after === null || before === after) return outcome;
  if (Object.keys(after).some((key) => textOf(before, key) !== textOf(after, key))) return 'set';
  return Object.keys(before).some((key) => !Object.hasOwn(after, key)) ? 'pop' : outcome;
}

function hasNoCookieAfter({ setCookie, cookieValue, arrivedAtMs }: RequestRecord): boolean {
  if (setCookie === null) return cookieValue === null;
  return cookieLife(parseSetCookie(setCookie), arrivedAtMs).kind === 'over';
}

function textOf(data: SessionData, key: string): string | undefined {
  return Object.hasOwn(data, key) ? JSON.stringify(data[key]) : undefined;
}
