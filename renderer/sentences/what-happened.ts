import type { ActorRef } from '../../server/contract/actor.ts';
import type { RequestRecord, SessionOperation } from '../../server/contract/log-entry.ts';
import { outcomeOf, refusalOf } from '../../server/contract/outcome.ts';
import { refusedSessionCookie } from '../../server/contract/refused-session-cookie.ts';
import { isSeenFromOutside } from '../../server/contract/seen-from-outside.ts';
import { deletesCookie } from '../model/cookie-deletion.ts';
import { isSubresource } from '../model/is-subresource.ts';
import { jsonEqual } from '../model/json-equal.ts';
import { isOtherValue, missingCookie } from '../model/missing-cookie.ts';
import { isTold } from '../model/stored-change.ts';
import type { Strings } from '../strings/en.ts';
import type { Clause, Span } from '../strings/text/phrase.ts';
import { refusalReason } from './early-refusal.ts';
import { lostCookieReason, refusalInShort } from './lost-cookie.ts';
import { operationClause } from './operation-clause.ts';

/** Which of the few colours a thing has. Never alone: a shape and a word go with it. */
export type Tone = 'set' | 'get' | 'pop' | 'reject' | 'plain';

/** The mark at the start of a row. Marks differ in shape and word as well as in colour. */
export interface Badge {
  readonly tone: Tone;
  readonly shape: string;
  readonly label: string;
}

export interface WhatHappened {
  readonly badge: Badge | null;
  readonly clauses: readonly Clause[];
}

type Words = Strings['happened'];
type Op = SessionOperation['op'];

const MAX_CLAUSES = 3;
const SHAPES: Record<Op, { tone: Tone; shape: string }> = {
  set: { tone: 'set', shape: '▲' },
  get: { tone: 'get', shape: '●' },
  pop: { tone: 'pop', shape: '▼' },
  list: { tone: 'get', shape: '○' },
  clear: { tone: 'pop', shape: '▽' },
  regenerate: { tone: 'set', shape: '↻' },
  destroy: { tone: 'reject', shape: '■' },
};

/**
 * The effect of a request on its session, as a badge and a few clauses. Errors come first, then actions, then
 * unexpected facts, and finally ignored cookies. `owner` is the actor to whom the session was issued. Null if unknown.
 */
export function whatHappened(
  record: RequestRecord,
  owner: ActorRef | null,
  words: Pick<Strings, 'happened' | 'earlyRefusals' | 'lostCookies' | 'details'>,
): WhatHappened {
  const { happened: t, earlyRefusals } = words;
  const lost = lostClauses(record, words);
  if (record.refusal !== undefined) {
    const text = refusalReason(record.refusal, earlyRefusals);
    return { badge: badgeOf(record, t), clauses: [[{ style: 'alarm', text }]] };
  }
  if (isSeenFromOutside(record)) return { badge: null, clauses: seenClauses(record, lost, words) };
  const clauses = [
    ...troubleClauses(record, t),
    ...ownerClauses(record, owner, t),
    ...lost,
    ...operationClauses(record, t),
    ...contextClauses(record, owner, lost, t),
  ];
  const said: Clause[] = clauses.length > 0 ? clauses : [[{ style: 'muted', text: idleText(record, t) }]];
  return { badge: badgeOf(record, t), clauses: [...said, ...ignoredClauses(record, t)] };
}

/** The reads of a watched app are not visible, so the text does not claim that the session was not used. */
function idleText({ engine, cookieName, cookieValue }: RequestRecord, t: Words): string {
  if (engine !== null) return t.notUsed;
  return cookieValue === null ? t.seen.none : t.seen.came(cookieName);
}

/** The same in one line of plain text, for names and announcements. */
export function whatHappenedText({ badge, clauses }: WhatHappened, between: string): string {
  const texts = clauses.map((clause) =>
    clause.map(({ text, isJoined }, place) => (place === 0 || isJoined ? text : ` ${text}`)).join(''),
  );
  return [badge?.label ?? '', ...texts].filter((text) => text !== '').join(between);
}

/** The mark of one kind of use of the session. */
export function operationBadge(op: Op, t: Words): Badge {
  return { ...SHAPES[op], label: t.badge[op] };
}

function badgeOf(record: RequestRecord, t: Words): Badge | null {
  const trouble = (label: string): Badge => ({ tone: 'reject', shape: '✕', label });
  const outcome = outcomeOf(record);
  switch (outcome) {
    case 'aborted':
    case 'failed':
    case 'refused':
      return trouble(t.badge[outcome]);
    case 'not-saved':
      return trouble(t.badge.notSaved);
    case 'unused':
      return null;
    default:
      return operationBadge(outcome, t);
  }
}

function troubleClauses(record: RequestRecord, t: Words): Clause[] {
  const clauses: Clause[] = [];
  const alarm = (text: string) => clauses.push([{ style: 'alarm', text }]);
  if (record.isAborted) alarm(t.clientLeft);
  if (record.verdict.kind === 'unchecked') alarm(t.storeFailed);
  else if (record.storeOperations.some(({ op, outcome }) => op === 'touch' && outcome === 'failed'))
    alarm(t.touchFailed);
  const first = record.errors[0];
  if (first !== undefined && record.verdict.kind !== 'unchecked') alarm(first.message);
  if (refusedSessionCookie(record) !== null) alarm(t.cookieRefused);
  const refusal = refusalOf(record.verdict);
  if (refusal !== null) clauses.push([{ style: 'plain', text: t.refusal[refusal] }]);
  return clauses;
}

/** The clauses for a file of another program, which contains only the cookies and the reason for a missing response. */
function seenClauses(
  record: RequestRecord,
  lost: readonly Clause[],
  words: Pick<Strings, 'happened' | 'lostCookies' | 'details'>,
): Clause[] {
  const { happened: t } = words;
  const { status, errors, responseHeaders, cookieName, cookieValue, setCookie, arrivedAtMs, isAborted } = record;
  const [error] = errors;
  if (status === null && responseHeaders.length === 0)
    return [[{ style: 'alarm', text: error?.message ?? (isAborted ? t.clientLeft : t.seen.noAnswer) }]];
  const fault = record.upstream?.fault;
  if (fault !== undefined) return [...lost, [{ style: 'alarm', text: t.fault[fault.code] }]];
  const name = cookieName;
  const refused = refusedClauses(record, words);
  if (setCookie !== null && refusedSessionCookie(record) === null) {
    const isDeleted = deletesCookie(setCookie, arrivedAtMs);
    const text = isDeleted ? t.seen.deleted(name) : t.seen.set(name);
    const keys = seenKeys(record, isDeleted, t);
    return [...lost, ...keys, ...rowClauses(record, keys.length > 0, t), ...refused, [{ style: 'plain', text }]];
  }
  const trouble = [...lost, ...refused];
  if (cookieValue !== null) {
    // The app's store shows changes that no cookie shows.
    const stored = record.evidence?.store === undefined ? [] : seenKeys(record, false, t);
    return [
      ...trouble,
      ...stored,
      ...rowClauses(record, stored.length > 0, t),
      [{ style: 'plain', text: t.seen.came(name) }],
      ...checkedClauses(record, t),
    ];
  }
  return trouble.length > 0 ? trouble : [[{ style: 'muted', text: t.seen.none }]];
}

/** What the store of a watched app adds: that it has no row for the cookie, or who else may have made the change. */
function rowClauses({ evidence, cookieValue }: RequestRecord, hasChange: boolean, t: Words): Clause[] {
  const store = evidence?.store;
  if (store === undefined) return [];
  const { before, after, attribution, sharedWith, sharedBecause } = store;
  const clauses: Clause[] = [];
  if (cookieValue !== null && before.state === 'absent') clauses.push([{ style: 'removed', text: t.seen.noRow }]);
  if (before.state === 'present' && after.state === 'absent')
    clauses.push([{ style: 'removed', text: t.seen.rowRemoved }]);
  if (before.state === 'unreadable') clauses.push([{ style: 'alarm', text: t.seen.rowUnreadable }]);
  if (hasChange && attribution === 'shared') {
    const isEither = sharedBecause === 'not-read-between' && sharedWith.length > 0;
    const text = isEither ? t.seen.notReadBetween(sharedWith.map((id) => `#${id}`).join(', ')) : t.seen.shared;
    clauses.push([{ style: 'muted', text }]);
  }
  return clauses;
}

/** Whether a given secret has signed the cookie that came; nothing where none was given, or nothing is signed. */
function checkedClauses({ verdict }: RequestRecord, t: Words): Clause[] {
  if (verdict.kind === 'bad-signature') return [[{ style: 'alarm', text: t.seen.notVerified }]];
  const isVerified = 'secretNumber' in verdict && verdict.secretNumber !== null;
  return isVerified ? [[{ style: 'added', text: t.seen.verified }]] : [];
}

/** The first cookie of the response that the client refused, and why. */
function refusedClauses(
  { setCookieFates = [] }: RequestRecord,
  words: Pick<Strings, 'lostCookies' | 'details'>,
): Clause[] {
  const refused = setCookieFates.find(({ fate }) => fate === 'refused');
  const [refusal] = refused?.refusals ?? [];
  if (refused === undefined || refusal === undefined) return [];
  const text = words.lostCookies.refusedHere(refused.name, refusalInShort(refusal, words));
  return [[{ style: 'alarm', text }]];
}

/**
 * The keys that were added, changed and removed, as far as the cookies before and after hold the session, or the store
 * of the app was read.
 */
function seenKeys(record: RequestRecord, isDeleted: boolean, t: Words): Clause[] {
  const { cookieValue, sessionBefore, sessionAfter, evidence } = record;
  const store = evidence?.store;
  const before = sessionBefore ?? (cookieValue === null || (store && isTold(store.before)) ? {} : null);
  const after = sessionAfter ?? (isDeleted || (store && isTold(store.after)) ? {} : null);
  if (before === null || after === null) return [];
  const clauses = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): Clause[] => {
    if (!Object.hasOwn(before, key)) return [[{ style: 'added', text: `+${key}` }]];
    if (!Object.hasOwn(after, key)) return [[{ style: 'removed', text: `−${key}` }]];
    return jsonEqual(before[key], after[key]) ? [] : [[{ style: 'changed', text: `~${key}` }]];
  });
  if (clauses.length <= MAX_CLAUSES) return clauses;
  return [...clauses.slice(0, MAX_CLAUSES - 1), [{ style: 'muted', text: t.more(clauses.length - MAX_CLAUSES + 1) }]];
}

function operationClauses(record: RequestRecord, t: Words): Clause[] {
  const isBadgeTaken = badgeOf(record, t)?.tone === 'reject';
  const clauses = record.operations.map((operation) => operationClause(operation, record, t));
  const shown = clauses.slice(0, clauses.length > MAX_CLAUSES ? MAX_CLAUSES - 1 : MAX_CLAUSES);
  if (shown.length < clauses.length) shown.push([{ style: 'muted', text: t.more(clauses.length - shown.length) }]);
  const first = record.operations[0];
  // The badge describes the error, so the clause must name the attempted action.
  if (isBadgeTaken && first !== undefined && first.op !== 'destroy') {
    shown[0] = [{ style: 'muted', text: SHAPES[first.op].shape }, ...(shown[0] ?? [])];
  }
  return shown;
}

/**
 * Why the session cookie is missing, with the row that decided it. The parts of a page miss it for the same reason as
 * the page, so the reason is shown only for the first request without the cookie.
 */
function lostClauses(record: RequestRecord, words: Pick<Strings, 'lostCookies' | 'details'>): Clause[] {
  if (isSubresource(record) && !record.findings.some(({ kind }) => kind === 'cookie-lost')) return [];
  const cookie = missingCookie(record);
  if (cookie === null) return [];
  const style = cookie.why === 'unknown' ? 'muted' : 'alarm';
  const reason: Span[] = [];
  for (const { text, row } of lostCookieReason(cookie, words)) {
    const last = reason.at(-1);
    if (row !== undefined) reason.push({ style: 'row', text, row, isJoined: true });
    else if (last?.style === 'plain') reason[reason.length - 1] = { ...last, text: last.text + text };
    else reason.push({ style: 'plain', text, isJoined: true });
  }
  const { missing, otherValue, because } = words.lostCookies;
  const what = isOtherValue(cookie, record) ? otherValue(cookie.name) : missing(cookie.name);
  return [[{ style, text: `${what}${because}` }, ...reason]];
}

/** Comes before the operations: these words say the most, and the end of a cell may be cut. */
function ownerClauses(record: RequestRecord, owner: ActorRef | null, t: Words): Clause[] {
  return isBorrowed(record, owner) ? [[{ style: 'alarm', text: t.withCookieOf(owner.name) }]] : [];
}

function isBorrowed(record: RequestRecord, owner: ActorRef | null): owner is ActorRef {
  return record.verdict.kind === 'accepted' && owner !== null && owner.id !== record.actor.id;
}

function contextClauses(record: RequestRecord, owner: ActorRef | null, lost: readonly Clause[], t: Words): Clause[] {
  const has = (op: Op) => record.operations.some((operation) => operation.op === op);
  if (record.status === 404 && record.operations.length === 0) return [[{ style: 'muted', text: t.notFound }]];
  if (isBorrowed(record, owner)) return [];
  if (record.sessionBefore === null && record.sessionAfter !== null && !has('regenerate')) {
    return [[{ style: 'plain', text: t.newSession }]];
  }
  if (record.verdict.kind === 'none' && record.operations.length > 0 && lost.length === 0)
    return [[{ style: 'muted', text: t.noCookie }]];
  return [];
}

/** A cookie that was not checked is not a fault of the request, so this is a remark at the end of the row. */
function ignoredClauses({ verdict }: RequestRecord, t: Words): Clause[] {
  return verdict.kind === 'wrong-engine' ? [[{ style: 'muted', text: t.otherEngineIgnored }]] : [];
}
