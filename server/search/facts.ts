import type { HeaderList, LogEntry, RequestRecord } from '../contract/log-entry.ts';
import { splitFlask } from '../cookie/flask/flask-cookie.ts';
import { decodePayload } from '../cookie/flask/payload.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import type { Field } from './fields.ts';
import { flagsOf } from './flags.ts';
import { withoutNul } from './fold.ts';
import { sessionTexts } from './session-texts.ts';

export type Fact = readonly [field: Field, text: string];

/** What can be asked of an entry, whichever way it is searched. */
export interface Facts {
  readonly id: number;
  readonly atMs: number;
  /** 0: it got no answer; {@link NO_STATUS}: it is not a request, or the status of its answer is unknown. */
  readonly status: number;
  /** As a 32-bit float, in which the index keeps it. NaN: it is not a request, or the duration is unknown. */
  readonly durationMs: number;
  /** Of the body. 0: it is empty, unknown, or the entry is not a request: none of them is larger than anything. */
  readonly bytes: number;
  readonly flags: number;
  /** Its texts, in groups of those that come again together in other entries. */
  readonly groups: readonly (readonly Fact[])[];
}

export const NO_STATUS = 0xffff;
/** How a filter finds a request whose method a file does not tell: `method:unknown`. */
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
 * Header lines that are different in nearly every response stand alone: the others are then the same group again and
 * again.
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
  groups.push(refusedFacts(record));
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

export function setCookieName(value: string): string {
  const pair = value.split(';', 1)[0] ?? '';
  return pair.slice(0, Math.max(0, pair.indexOf('='))).trim();
}

/** Every sid the request has to do with, that of a refused cookie too. */
function sids({ sidBefore, sidAfter, verdict }: RequestRecord): string[] {
  const claimed = 'sid' in verdict ? verdict.sid : null;
  return [...new Set([sidBefore, sidAfter, claimed])].filter((sid) => sid !== null);
}

/** What a cookie that was refused says it holds: unproven, but it is what came. */
function claimedGroups({ engine, cookieValue }: RequestRecord): Fact[][] {
  if (engine !== 'client-side' || cookieValue === null) return [];
  const parts = splitFlask(cookieValue);
  const payload = parts === null ? null : decodePayload(parts.payload);
  return payload?.ok ? sessionGroups(payload.data) : [];
}

/** Sessions have the same keys again and again, whatever their values: two groups. */
function sessionGroups(data: Parameters<typeof sessionTexts>[0]): Fact[][] {
  const { keys, values } = sessionTexts(data);
  return [keys.map((key): Fact => ['session-key', key]), values.map((value): Fact => ['session', value])];
}
