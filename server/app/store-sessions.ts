import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../api/context.ts';
import { lastOf as keepingLast } from '../base/last-of.ts';
import { within } from '../base/within.ts';
import { cookieLife } from '../contract/http/cookie-life.ts';
import { parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { LogEntry, RequestRecord } from '../contract/log-entry.ts';
import type { StoreClock, StorePage, StorePageQuery, StoreRow, StoreRowSummary } from '../contract/store-list.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { cookieText, readPasted } from '../cookie/formats/pasted-cookie.ts';
import { put } from '../record/findings/bounded-memory.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import type { AttachedStore, RowReading } from '../stores/attached-store.ts';
import type { CensusRow } from '../stores/census/census.ts';
import type { LoggedSession } from '../stores/census/census-rows.ts';
import { createStoreCensus } from '../stores/census/store-census.ts';
import type { RowClock, StoreMapping } from '../stores/mappings.ts';
import { quarterHourMs } from '../stores/row-clocks.ts';
import { idOfKey, isKeyOf, isOneWay } from '../stores/session-key.ts';
import type { ToldStore } from '../targets/watched/told-store.ts';
import { type ListedStore, toldSessions } from './told-sessions.ts';

export interface StoreSessionsOptions {
  /** The attached store. Null if there is none. */
  readonly store: () => AttachedStore | null;
  /** The store whose sessions the app itself lists. It is used if none is attached. Null if there is none. */
  readonly told: () => ToldStore | null;
  readonly reader: LogReader;
  /** Commits pending records, so that they can be read. */
  readonly settle: () => void;
  readonly secrets: () => readonly string[];
  /** The name of the session cookie, as far as it is known. */
  readonly cookieName: () => string | null;
  readonly onError: (error: unknown) => void;
}

/** The sessions in the store of a watched app, with what the log knows of each. */
export interface StoreSessions extends Pick<WorkspaceContext['store'], 'page' | 'find'> {
  /** A request was recorded. */
  note(entry: LogEntry): void;
  /** Another store was attached, or the log was cleared. */
  reset(): void;
  close(): Promise<void>;
}

/** The newest entries of the log whose sessions are known to a new list, read a few at a time. */
const recalled = { entries: 5_000, atOnce: 250 } as const;
const mostKnown = 20_000;
const mostWaitMs = 3_000;
/** The entries in which the last content and the last cookie of a session are looked for. */
const mostLookedAt = 50;

type Last = NonNullable<StoreRowSummary['last']>;

export function createStoreSessions(options: StoreSessionsOptions): StoreSessions {
  const { reader, settle, secrets, cookieName, onError } = options;
  const listedFrom = keepingLast((told: ToldStore | null) => (told === null ? null : toldSessions(told, secrets)));
  const store = (): ListedStore | null => options.store() ?? listedFrom(options.told());
  /** From a key to the id of its cookie, which a hash does not contain. */
  const sids = new Map<string, string>();
  const lasts = new Map<string, Last | null>();
  const census = createStoreCensus({
    access: () => store()?.access ?? null,
    onBegin: (note) => void recall(note).catch(onError),
    onError,
  });

  /** Tells the sessions of the newest entries, the newest first. */
  async function recall(note: (session: LoggedSession) => void): Promise<void> {
    settle();
    let before = Number.MAX_SAFE_INTEGER;
    for (let read = 0; read < recalled.entries; read += recalled.atOnce) {
      const { entries, hasEarlier } = reader.before(before, recalled.atOnce);
      for (const entry of entries) for (const session of sessionsIn(entry)) note(remembered(session));
      before = entries[0]?.id ?? 0;
      if (!hasEarlier) return;
      await nextTurn();
    }
  }

  /** The sessions that a request carried, as its reading of the store tells, or as the app has told. */
  function sessionsIn(entry: LogEntry): SessionOfEntry[] {
    if (entry.kind !== 'request') return [];
    if (options.store() === null) return entry.evidence?.inside?.state === 'told' ? toldIn(entry) : [];
    return sessionsOf(entry, (cookie) => {
      const key = store()?.keyOf(cookie);
      return key?.ok === true ? key.key : null;
    });
  }

  function remembered({ sid, ...session }: SessionOfEntry): LoggedSession {
    put(sids, session.key, sid, mostKnown);
    return session;
  }

  function lastOf(sid: string): Last | null {
    const known = lasts.get(sid);
    if (known !== undefined) return known;
    const [entry] = reader.ofSession(sid, Number.MAX_SAFE_INTEGER, 1).entries;
    const last = entry?.kind === 'request' ? lastIn(entry) : null;
    put(lasts, sid, last, mostKnown);
    return last;
  }

  function withLog(row: CensusRow, mapping: StoreMapping): StoreRowSummary {
    const sid = idOfKey(mapping, row.key) ?? sids.get(row.key) ?? null;
    return { ...row, sid, last: sid === null ? null : lastOf(sid) };
  }

  /** The key of a pasted cookie. Null if the text leads to none. */
  function keyOfText(text: string, attached: ListedStore): string | null {
    if (text.trim().length < 8) return null;
    const key = attached.keyOf(readPasted(text, cookieName() ?? attached.mapping?.cookie ?? null).likeliest);
    return key?.ok === true ? key.key : null;
  }

  return {
    async page(query: StorePageQuery): Promise<StorePage> {
      const attached = store();
      const mapping = attached?.mapping ?? null;
      if (attached === null || mapping === null) {
        void attached?.recognise();
        return { state: 'no-list', store: attached?.state ?? null };
      }
      // A page that was made before the zone was known is not current any more.
      const ofZone = `:${attached.zoneQuarters ?? ''}`;
      const page = await census.page({
        ...query,
        since: query.since?.endsWith(ofZone) ? query.since.slice(0, -ofZone.length) : null,
        keyOfText: keyOfText(query.text, attached),
        secrets: secrets(),
      });
      if (page === 'unchanged') return { state: 'unchanged' };
      const isRefused = options.store() === null && attached.state !== null;
      if (page === null || isRefused) return { state: 'no-list', store: attached.state };
      settle();
      return {
        state: 'page',
        ...page,
        version: `${page.version}${ofZone}`,
        rows: page.rows.map((row) => withLog(inZone(row, attached.zoneQuarters), mapping)),
        isOneWay: isOneWay(mapping),
        mapping: mapping.name,
      };
    },

    async find(key: string): Promise<StoreRow | null> {
      const attached = store();
      const mapping = attached?.mapping ?? null;
      // Other keys of the same store are not sessions, and none of this window's business.
      if (attached === null || mapping === null || !isKeyOf(mapping, key)) return null;
      const reading: RowReading = (await within(attached.read(key), mostWaitMs)) ?? {
        state: 'out-of-reach',
        why: { reason: 'no-answer-for', about: String(mostWaitMs / 1000) },
      };
      const sid = idOfKey(mapping, key) ?? sids.get(key) ?? null;
      settle();
      const entries = sid === null ? [] : reader.ofSession(sid, Number.MAX_SAFE_INTEGER, mostLookedAt).entries;
      const requests = entries.filter((entry) => entry.kind === 'request').toReversed();
      return {
        key,
        sid,
        isOneWay: isOneWay(mapping),
        mapping: mapping.name,
        clock: clockOf[mapping.clock],
        readAtMs: Date.now(),
        now: await nowOf(attached, reading),
        last: sid === null ? null : lastOf(sid),
        lastKnown: sid === null ? null : lastContent(requests, sid),
        browserCookie: sid === null ? null : lastCookie(requests, sid),
      };
    },

    note(entry) {
      for (const session of sessionsIn(entry)) {
        if (entry.kind === 'request') put(lasts, session.sid, lastIn(entry), mostKnown);
        census.note(remembered(session));
      }
    },

    reset() {
      sids.clear();
      lasts.clear();
      void census.close().catch(onError);
    },

    close: () => census.close(),
  };
}

/** A row whose expiry the store tells in another time zone. */
function inZone(row: CensusRow, zoneQuarters: number | null): CensusRow {
  if (row.expiresAtMs === null || zoneQuarters === null || zoneQuarters === 0) return row;
  const expiresAtMs = row.expiresAtMs - zoneQuarters * quarterHourMs;
  return { ...row, expiresAtMs, state: row.state === 'gone' ? 'gone' : expiresAtMs <= Date.now() ? 'expired' : 'live' };
}

interface SessionOfEntry extends LoggedSession {
  readonly sid: string;
}

/**
 * The sessions of a request to an attached store. A reading that did not end in time, or that was made before the kind
 * of the store was known, has no key: the cookie leads to the row then, as it would have in time.
 */
function sessionsOf(record: RequestRecord, keyOf: (cookie: CookieText) => string | null): SessionOfEntry[] {
  const { sidBefore, sidAfter, cookieName, cookieValue, setCookie, evidence } = record;
  const keyIn = (value: string | null) => (value === null ? null : keyOf(cookieText(cookieName, value)));
  const before = sidBefore === null ? null : (evidence?.store?.before.key ?? keyIn(cookieValue));
  const set = setCookie === null ? cookieValue : parseSetCookie(setCookie).value;
  const after = sidAfter === null ? null : (evidence?.store?.after.key ?? keyIn(set));
  return sessionsUnder(record, before, after);
}

function toldIn(record: RequestRecord): SessionOfEntry[] {
  return sessionsUnder(record, record.sidBefore, record.sidAfter);
}

function sessionsUnder(record: RequestRecord, before: string | null, after: string | null): SessionOfEntry[] {
  const { sidBefore, sidAfter, sessionBefore, sessionAfter, arrivedAtMs: atMs } = record;
  const hasChanged = JSON.stringify(sessionBefore) !== JSON.stringify(sessionAfter);
  const sessions: SessionOfEntry[] = [];
  if (before !== null && sidBefore !== null) sessions.push({ key: before, sid: sidBefore, atMs, hasChanged });
  if (after !== null && sidAfter !== null && after !== before)
    sessions.push({ key: after, sid: sidAfter, atMs, hasChanged });
  return sessions;
}

function lastIn({ id, arrivedAtMs, actor }: RequestRecord): Last {
  return { entryId: id, atMs: arrivedAtMs, actor };
}

/** The newest content. `requests`: newest first. */
function lastContent(requests: readonly RequestRecord[], sid: string): StoreRow['lastKnown'] {
  for (const { id, arrivedAtMs, sidBefore, sidAfter, sessionBefore, sessionAfter } of requests) {
    const data = (sidAfter === sid ? sessionAfter : null) ?? (sidBefore === sid ? sessionBefore : null);
    if (data !== null) return { data, atMs: arrivedAtMs, entryId: id };
  }
  return null;
}

/** The last answer that set the cookie of a session, replaced it or deleted it. `requests`: newest first. */
function lastCookie(requests: readonly RequestRecord[], sid: string): StoreRow['browserCookie'] {
  for (const { id, arrivedAtMs, setCookie, sidBefore, sidAfter } of requests) {
    if (setCookie === null) continue;
    const life = cookieLife(parseSetCookie(setCookie), arrivedAtMs);
    const isReplaced = sidBefore === sid && sidAfter !== sid && (life.kind === 'over' || sidAfter !== null);
    if (sidAfter !== sid && !isReplaced) continue;
    const isOver = isReplaced || life.kind === 'over';
    return {
      endsAtMs: isOver ? arrivedAtMs : life.kind === 'until' ? life.atMs : null,
      setAtMs: arrivedAtMs,
      entryId: id,
    };
  }
  return null;
}

const clockOf: Readonly<Record<RowClock, StoreClock>> = {
  ttl: 'ttl',
  seconds: 'column',
  milliseconds: 'column',
  text: 'column',
  'server-time': 'column',
  'by-size': 'column',
  within: 'value',
  modified: 'file-time',
  none: 'none',
};

async function nowOf(attached: ListedStore, reading: RowReading): Promise<StoreRow['now']> {
  if (reading.state !== 'present') return reading;
  return (await attached.shown(reading.row)) ?? { state: 'out-of-reach', why: { reason: 'value-later' } };
}
