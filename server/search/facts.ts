import type { HeaderList, LogEntry, RequestRecord } from '../contract/log-entry.ts';
import { isOtherThanPredicted } from '../contract/missing-cookie.ts';
import { splitFlask } from '../cookie/flask/flask-cookie.ts';
import { decodePayload } from '../cookie/flask/payload.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import type { Field } from './fields.ts';
import { flagsOf } from './flags.ts';
import { withoutNul } from './fold.ts';
import { sessionTexts } from './session-texts.ts';

export type Fact = readonly [field: Field, text: string];

/** The properties of an entry that a filter can test, for searches with and without an index. */
export interface Facts {
  readonly id: number;
  readonly atMs: number;
  /** 0 if there was no response. {@link NO_STATUS} if the entry is not a request or the status is unknown. */
  readonly status: number;
  /** A 32-bit float, as in the index. NaN if the entry is not a request or the duration is unknown. */
  readonly durationMs: number;
  /**
   * The size of the response body. 0 if the body is empty or unknown, or the entry is not a request, so that no
   * `larger-than` matches.
   */
  readonly bytes: number;
  readonly flags: number;
  /** Its texts, in groups that other entries are likely to repeat. */
  readonly groups: readonly (readonly Fact[])[];
}

export const NO_STATUS = 0xffff;
/** The value of `method` for a request of a file that does not contain the method: `method:unknown`. */
const UNKNOWN = 'unknown';
const maxBytes = 0xffff_ffff;

export function factsOf(entry: LogEntry): Facts {
  const { id } = entry;
  const flags = flagsOf(entry);
  if (entry.kind === 'request') {
    return {
      id,
      atMs: entry.arrivedAtMs,
      status: entry.status ?? (entry.responseHeaders.length > 0 ? NO_STATUS : 0),
      durationMs: Math.fround(entry.durationMs ?? Number.NaN),
      bytes: Math.min(entry.responseBodyBytes ?? 0, maxBytes),
      flags,
      groups: groupsOf(entry),
    };
  }
  const none = { id, status: NO_STATUS, durationMs: Number.NaN, bytes: 0, flags };
  if (entry.kind === 'gap') return { ...none, atMs: entry.toMs, groups: [] };
  if (entry.kind === 'notice' || entry.kind === 'unreadable') return { ...none, atMs: entry.atMs, groups: [] };
  const edited = [entry.before, entry.after].flatMap((value) => {
    if (value === undefined) return [];
    return sessionGroups(entry.key === undefined ? value : { [entry.key]: value });
  });
  return {
    ...none,
    atMs: entry.atMs,
    groups: [[fact('sid', entry.sid)], ...edited].filter((group) => group.length > 0),
  };
}

function fact(field: Field, text: string): Fact {
  return [field, withoutNul(text)];
}

/**
 * Header lines that differ in nearly every response are separate groups. The other lines then form a group that
 * repeats.
 */
const changing = new Set(['date', 'content-length', 'etag', 'last-modified', 'expires', 'age', 'location']);

function groupsOf(record: RequestRecord): (readonly Fact[])[] {
  const sender: Fact[] = [fact('method', record.method ?? UNKNOWN), fact('actor', record.actor.name)];
  const cookies: Fact[] = [];
  for (const [name, value] of record.requestHeaders) {
    if (name.toLowerCase() !== 'cookie') sender.push(fact('request-header', `${name}: ${value}`));
    else cookies.push(...cookieFacts(name, value));
  }
  const groups: (readonly Fact[])[] = [
    sender,
    [fact('url', record.url)],
    cookies,
    ...responseGroups(record.responseHeaders),
  ];
  groups.push(refusedFacts(record), differingFacts(record));
  groups.push(sids(record).map((sid) => fact('sid', sid)));
  const { sessionBefore, sessionAfter } = record;
  groups.push(...(sessionBefore !== null ? sessionGroups(sessionBefore) : claimedGroups(record)));
  if (sessionAfter !== null) groups.push(...sessionGroups(sessionAfter));
  groups.push(record.errors.map(({ message }) => fact('error', message)));
  return groups.filter((group) => group.length > 0);
}

function cookieFacts(name: string, value: string): Fact[] {
  const names = new Set(parseCookieHeader(value).flatMap((pair) => (pair.hasEqualsSign ? [pair.name] : [])));
  return [fact('cookie', `${name}: ${value}`), ...[...names].map((cookie) => fact('cookie-name', cookie))];
}

function responseGroups(headers: HeaderList): Fact[][] {
  const steady: Fact[] = [];
  const others: Fact[][] = [];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const line = `${name}: ${value}`;
    steady.push(fact('response-header-name', lower));
    if (lower === 'set-cookie') others.push([fact('set-cookie', line), fact('set-cookie-name', setCookieName(value))]);
    else if (changing.has(lower)) others.push([fact('response-header', line)]);
    else steady.push(fact('response-header', line));
  }
  return [steady, ...others];
}

function refusedFacts({ setCookieFates = [] }: RequestRecord): Fact[] {
  const texts = setCookieFates.flatMap(({ fate, why, rule }) => (fate === 'refused' ? [why, rule] : []));
  return [...new Set(texts)].map((text) => fact('cookie-refused', text));
}

function differingFacts({ expectedCookies = [] }: RequestRecord): Fact[] {
  const texts = expectedCookies.filter(isOtherThanPredicted).flatMap(({ about }) => about?.predicted ?? []);
  return [...new Set(texts)].map((text) => fact('cookie-differs', text));
}

export function setCookieName(value: string): string {
  const pair = value.split(';', 1)[0] ?? '';
  return pair.slice(0, Math.max(0, pair.indexOf('='))).trim();
}

/** Every sid of the request, including the sid of a refused cookie. */
function sids({ sidBefore, sidAfter, verdict }: RequestRecord): string[] {
  const claimed = 'sid' in verdict ? verdict.sid : null;
  return [...new Set([sidBefore, sidAfter, claimed])].filter((sid) => sid !== null);
}

/** The session data that a refused cookie claims. It is not verified, but it was part of the request. */
function claimedGroups({ engine, cookieValue }: RequestRecord): Fact[][] {
  if (engine !== 'client-side' || cookieValue === null) return [];
  const parts = splitFlask(cookieValue);
  const payload = parts === null ? null : decodePayload(parts.payload);
  return payload?.ok ? sessionGroups(payload.data) : [];
}

/** Keys and values are separate groups, because the keys repeat from session to session while the values differ. */
function sessionGroups(data: Parameters<typeof sessionTexts>[0]): Fact[][] {
  const { keys, values } = sessionTexts(data);
  return [keys.map((key): Fact => ['session-key', key]), values.map((value): Fact => ['session', value])];
}
