/**
 * Reads the session of each request from the store of a watched app: before the request is forwarded, for 50 ms at
 * most, and after its response. Requests of one session that overlap are distinguished from those that do not.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { within } from '../../base/within.ts';
import type { SessionData } from '../../contract/json.ts';
import type { Attribution, StoreSide } from '../../contract/store-evidence.ts';
import type { CookieText } from '../../cookie/formats/format.ts';
import {
  cookiesThatCame,
  cookiesThatWereSet,
  type SessionCookies,
  sessionCookies,
} from '../../record/cookie-session.ts';
import { put } from '../../record/findings/bounded-memory.ts';
import { currentObservation, type Observation } from '../../record/observation.ts';
import { receivedHeaders } from '../../record/received-headers.ts';
import { setCookiesOf } from '../../record/sent-headers.ts';
import type { AttachedStore, RowReading } from '../../stores/attached-store.ts';

export interface StoreVisitOptions {
  /** The attached store. Null if there is none. */
  readonly store: () => AttachedStore | null;
  /** The name of the session's cookie, as far as it is known. */
  readonly cookieName: () => string | null;
}

/** How long a request waits for the store. */
const mostWaitMs = 50;
/** A record does not wait longer for the store. The app and its client do not wait at all then. */
const mostAfterMs = 2_000;
/** When a row that may still change is read again, counted from the answer. */
const laterMs = [25, 100, 400, 1_000] as const;
const mostKnownKeys = 10_000;

interface Visit {
  readonly recordId: number;
  readonly others: Set<number>;
}

interface Side {
  readonly side: StoreSide;
  readonly sid: string | null;
  readonly data: SessionData | null;
  /** Sides with equal versions have the same session. Null if unknown. */
  readonly version: string | null;
}

interface Known {
  readonly version: string | null;
  readonly expiresAtMs: number | null;
}

/** Runs `forward` for each request, immediately if there is nothing to read. */
export type StoreVisits = (request: IncomingMessage, response: ServerResponse, forward: () => void) => void;

export function createStoreVisits({ store, cookieName }: StoreVisitOptions): StoreVisits {
  /** The requests under way by key. */
  const active = new Map<string, Set<Visit>>();
  /** The version of each row when it was last read, and when the row ends by itself. */
  const lastVersions = new Map<string, Known>();

  return (request, response, forward) => {
    const attached = store();
    const observation = currentObservation();
    if (attached === null || observation === undefined) return forward();
    const arrivedAtMs = Date.now();
    observation.pendingStoreCalls++;
    const came = cookiesThatCame(request.headers.cookie ?? '');
    // Of the first requests nothing is chosen yet: the likeliest cookie is taken then.
    const chosen = () => cookieName() ?? came.find(({ name }) => name === attached.mapping?.cookie)?.name ?? null;
    const nameBefore = sessionCookies(came, [], arrivedAtMs, { chosen: chosen() }).name;
    const cookieBefore = came.find(({ name }) => name === nameBefore) ?? null;
    const visit: Visit = { recordId: observation.recordId ?? 0, others: new Set() };

    let key: string | null = null;
    let before: Side | null = null;
    let isOutside = false;
    const go = (side: Side) => {
      // The client disconnected while the store was being read, so no response is possible.
      if (response.destroyed) return;
      before = side;
      ({ key } = side.side);
      if (key !== null) {
        const known = lastVersions.get(key);
        isOutside = known !== undefined && side.version !== null && !isAsKnown(side, known, arrivedAtMs);
        enter(active, key, visit);
      }
      forward();
    };
    void sideOf(attached, cookieBefore, mostWaitMs).then(go);

    response.once('close', () => {
      void after().finally(() => {
        observation.pendingStoreCalls--;
        if (observation.pendingStoreCalls === 0) observation.onStoreIdle?.();
      });
    });

    async function after(): Promise<void> {
      if (attached === null || observation === undefined) return;
      if (before === null) {
        // The client disconnected before the store had answered, so the request was not forwarded to the app.
        observation.store = null;
        return;
      }
      const cookies = cookiesAfter(came, observation, chosen(), arrivedAtMs);
      const cookieAfter = cookies.isDeleted ? null : cookies.answer === null ? cookieBefore : textOf(cookies);
      const first = await sideOf(attached, cookieAfter, mostAfterMs);
      if (first.side.key !== null && first.side.key !== key) enter(active, first.side.key, visit);
      const settled = await untilStill(attached, cookieAfter, first, () => visit.others.size > 0);
      const keyAfter = settled.side.side.key;
      if (keyAfter !== null && settled.side.version !== null)
        put(lastVersions, keyAfter, knownOf(settled.side), mostKnownKeys);
      for (const entered of [key, first.side.key]) if (entered !== null) leave(active, entered, visit);
      const savedLateMs = settled.lateMs;
      const old = await oldRow(attached, key, keyAfter, cookies.isDeleted);
      if (key !== null && old === 'gone')
        put(lastVersions, key, { version: 'absent', expiresAtMs: null }, mostKnownKeys);
      else if (key !== null && old !== null) lastVersions.delete(key);
      observation.store = {
        evidence: {
          transport: attached.mapping?.transport ?? 'redis',
          mapping: attached.mapping?.name ?? '',
          attribution: attributionOf(before.side, settled.side.side, visit, isOutside, savedLateMs),
          sharedWith: [...visit.others].sort((left, right) => left - right),
          before: before.side,
          after: settled.side.side,
          savedLateMs,
          oldRow: old,
        },
        before: { sid: before.sid, data: before.data },
        after: { sid: settled.side.sid, data: settled.side.data },
      };
    }
  };
}

function knownOf({ version, side: { expiresAtMs } }: Side): Known {
  return { version, expiresAtMs };
}

/** Whether a row is as it was read last, or is gone because its time has ended meanwhile. */
function isAsKnown({ version, side: { state } }: Side, known: Known, nowMs: number): boolean {
  if (version === known.version) return true;
  return state === 'absent' && known.expiresAtMs !== null && known.expiresAtMs <= nowMs;
}

/** The cookie that the answer set for the session. */
function textOf({ after, answer }: SessionCookies): CookieText | null {
  if (answer === null) return null;
  const { name, value } = answer.cookie;
  return after === null ? null : (cookiesThatCame(`${name}=${value}`)[0] ?? null);
}

function cookiesAfter(
  came: readonly CookieText[],
  observation: Observation,
  chosen: string | null,
  atMs: number,
): SessionCookies {
  const lines =
    observation.upstreamHead === null ? [] : setCookiesOf(receivedHeaders(observation.upstreamHead.rawHeaders));
  return sessionCookies(came, cookiesThatWereSet(lines), atMs, { chosen });
}

const nothing: Omit<StoreSide, 'state' | 'key'> = {
  tookMs: null,
  expiresAtMs: null,
  cookieExpiresAtMs: null,
  bytes: null,
  encoding: null,
  detail: null,
  dangerous: [],
};

/** Reads the row of a cookie within a time. Never rejects. */
async function sideOf(attached: AttachedStore, cookie: CookieText | null, limitMs: number): Promise<Side> {
  const untold = (
    state: StoreSide['state'],
    key: string | null,
    detail: string | null,
    sid: string | null = null,
  ): Side => ({
    side: { ...nothing, state, key, detail },
    sid,
    data: null,
    version: null,
  });
  if (cookie === null) return untold('no-cookie', null, null);
  const startedMs = performance.now();
  await within(attached.recognise(), limitMs);
  const key = attached.keyOf(cookie);
  if (key === null) {
    const { state } = attached;
    return untold('out-of-reach', null, state.state === 'fault' ? state.detail : 'The store is being connected to.');
  }
  if (!key.ok) return untold('no-key', null, whyNoKey[key.why]);
  const reading = await within(attached.read(key.key), Math.max(0, limitMs - (performance.now() - startedMs)));
  if (reading === null) return untold('not-in-time', key.key, null, key.id);
  const tookMs = performance.now() - startedMs;
  if (reading.state === 'out-of-reach') return untold('out-of-reach', key.key, reading.detail, key.id);
  if (reading.state === 'absent')
    return {
      ...untold('absent', key.key, null, key.id),
      side: { ...nothing, state: 'absent', key: key.key, tookMs },
      version: 'absent',
    };
  return presentSide(reading, key, tookMs);
}

function presentSide(
  { row }: Extract<RowReading, { readonly state: 'present' }>,
  { id, key }: { readonly id: string; readonly key: string },
  tookMs: number,
): Side {
  const { value, data, isExpired } = row;
  const detail = value.ok
    ? data === null
      ? 'The value is not a map of keys and values.'
      : row.clockNote
    : `${unreadable[value.reason]} (byte ${value.at}).`;
  return {
    side: {
      state: data === null ? 'unreadable' : isExpired ? 'expired' : 'present',
      key,
      tookMs,
      expiresAtMs: row.expiresAtMs,
      cookieExpiresAtMs: row.cookieExpiresAtMs,
      bytes: row.bytes,
      encoding: value.encoding,
      detail,
      dangerous: [...row.dangerous],
    },
    sid: id,
    data: isExpired ? null : data,
    version: row.version,
  };
}

const whyNoKey = {
  'not-this-form': 'The cookie has another form than the cookies of this kind of store.',
  'needs-secret': 'The cookie is encrypted. Give the secret of the app (APP_KEY).',
  'wrong-secret': 'The cookie is encrypted, and none of the given secrets opens it.',
} as const;

const unreadable = {
  cut: 'The value ends in the middle',
  'not-this': 'The value has a byte that its notation does not allow',
  rest: 'The value goes on after its end',
  'too-deep': 'The value has more than 100 levels',
  'too-large': 'The value is larger than 1 MiB or has more than 50,000 values',
  'not-recognised': 'The notation of the value is not known',
} as const;

/**
 * Reads a row that may still change again, and says when it last did. Ends when another request of the session has
 * begun: what changes from then on may be that one's.
 */
async function untilStill(
  attached: AttachedStore,
  cookie: CookieText | null,
  first: Side,
  isShared: () => boolean,
): Promise<{ readonly side: Side; readonly lateMs: number | null }> {
  let side = first;
  let lateMs: number | null = null;
  const mayChange = (one: Side) => attached.mapping?.savesLate === true || one.side.state === 'unreadable';
  const startedMs = performance.now();
  for (const dueMs of laterMs) {
    if (cookie === null || !mayChange(side)) break;
    await wait(Math.max(0, dueMs - (performance.now() - startedMs)));
    if (isShared()) break;
    const again = await sideOf(attached, cookie, mostAfterMs);
    if (again.version !== null && again.version !== side.version) lateMs = performance.now() - startedMs;
    if (again.version !== null) side = again;
  }
  return { side, lateMs };
}

function attributionOf(
  before: StoreSide,
  after: StoreSide,
  visit: Visit,
  isOutside: boolean,
  savedLateMs: number | null,
): Attribution {
  if (before.state === 'not-in-time') return 'not-in-time';
  if ([before, after].some(({ state }) => !isSure.has(state))) return 'unreadable';
  if (visit.others.size > 0) return 'shared';
  if (isOutside) return 'outside';
  return savedLateMs === null ? 'alone' : 'late';
}

const isSure: ReadonlySet<StoreSide['state']> = new Set(['present', 'absent', 'expired', 'no-cookie']);

/** What happened to the row of an id that was replaced or abandoned. */
async function oldRow(
  attached: AttachedStore,
  key: string | null,
  keyAfter: string | null,
  isDeleted: boolean,
): Promise<'gone' | 'still-there' | 'not-known' | null> {
  if (key === null || (key === keyAfter && !isDeleted)) return null;
  const reading = await within(attached.read(key), mostAfterMs);
  if (reading === null || reading.state === 'out-of-reach') return 'not-known';
  return reading.state === 'absent' ? 'gone' : 'still-there';
}

function enter(active: Map<string, Set<Visit>>, key: string, visit: Visit): void {
  const others = active.get(key) ?? new Set();
  for (const other of others) {
    other.others.add(visit.recordId);
    visit.others.add(other.recordId);
  }
  others.add(visit);
  active.set(key, others);
}

function leave(active: Map<string, Set<Visit>>, key: string, visit: Visit): void {
  const others = active.get(key);
  others?.delete(visit);
  if (others?.size === 0) active.delete(key);
}
