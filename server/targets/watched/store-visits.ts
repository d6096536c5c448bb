/**
 * Reads the session of each request from the store of a watched app: before the request is forwarded, for 50 ms at
 * most, and after its response. Requests of one session that overlap are distinguished from those that do not.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { within } from '../../base/within.ts';
import type { StoreEvidence } from '../../contract/store-evidence.ts';
import type { CookieText } from '../../cookie/formats/format.ts';
import { cookiesThatCame } from '../../record/cookie-session.ts';
import { currentObservation, type Observation } from '../../record/observation.ts';
import type { AttachedStore } from '../../stores/attached-store.ts';
import { attributionOf } from './attribution.ts';
import { type LastReading, SessionVisit, SessionVisits } from './session-visits.ts';
import { type Side, StoreSides, untold } from './store-sides.ts';
import { cookieOf, cookiesAfter, textOf } from './visit-cookies.ts';

export interface StoreVisitOptions {
  /** The attached store. Null if there is none. */
  readonly store: () => AttachedStore | null;
  /** The name of the session's cookie, as far as it is known. */
  readonly cookieName: () => string | null;
  /** How long a request waits for the store. */
  readonly waitMs?: number;
}

/** So that a store that is slow or gone is hardly noticed in the app. */
const defaultWaitMs = 50;

/** How long the parts of a record wait for the store, after the answer. The app and its client do not wait then. */
export interface StoreTimes {
  /** For one reading. */
  readonly readMs: number;
  /** For all of them. */
  readonly readAllMs: number;
  /** After that, for large values to be decoded. */
  readonly decodeMs: number;
  /** The record is closed without the store after this time. */
  readonly closeMs: number;
}

/** `waitMs`: how long a request waits for the store. A longer wait than usual is for a machine that is busy. */
export function storeTimes(waitMs = defaultWaitMs): StoreTimes {
  const [readMs, decodeMs] = [Math.max(2_000, waitMs), Math.max(1_500, waitMs)];
  const readAllMs = readMs + 1_000;
  return { readMs, readAllMs, decodeMs, closeMs: readAllMs + decodeMs + 500 };
}
/** When a row that may still change is read again, counted from the answer. */
const laterMs = [25, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000] as const;

/** A file that was written this recently may be half written. */
const justWrittenMs = 250;
/** The pause before such a file is read again. */
const halfWrittenPauseMs = 5;

/** Runs `forward` for each request, immediately if there is nothing to read. */
export type StoreVisits = (request: IncomingMessage, response: ServerResponse, forward: () => void) => void;

/** What is known of the requests to one attached store. Begins again for another store. */
interface Memory {
  readonly attached: AttachedStore;
  readonly sides: StoreSides;
  readonly visits: SessionVisits;
}

export function createStoreVisits({ store, cookieName, waitMs = defaultWaitMs }: StoreVisitOptions): StoreVisits {
  let memory: Memory | null = null;
  return (request, response, forward) => {
    const attached = store();
    if (attached === null) return forward();
    if (memory?.attached !== attached)
      memory = { attached, sides: new StoreSides(attached), visits: new SessionVisits() };
    const came = cookiesThatCame(request.headers.cookie ?? '');
    // Of the first requests nothing is chosen yet: the likeliest cookie is taken then.
    const chosen = () => cookieName() ?? came.find(({ name }) => name === attached.mapping?.cookie)?.name ?? null;
    const observation = currentObservation();
    if (observation === undefined) visitUnrecorded(memory, cookieOf(came, chosen()), response);
    else return visit(memory, { came, chosen, waitMs, observation, response, forward });
    forward();
  };
}

interface Visited {
  readonly came: readonly CookieText[];
  readonly chosen: () => string | null;
  readonly waitMs: number;
  readonly observation: Observation;
  readonly response: ServerResponse;
  readonly forward: () => void;
}

/** While recording is paused, nothing is read, but the session may change. */
function visitUnrecorded({ attached, visits }: Memory, cookie: CookieText | null, response: ServerResponse): void {
  const key = cookie === null ? null : attached.keyOf(cookie);
  if (!key?.ok) return;
  const unrecorded = new SessionVisit(null);
  visits.enter(key.key, unrecorded);
  visits.overlap(key.key, unrecorded);
  visits.forget(key.key);
  response.once('close', () => {
    visits.forget(key.key);
    visits.leave(key.key, unrecorded);
  });
}

function visit({ attached, sides, visits }: Memory, visited: Visited): void {
  const { came, chosen, waitMs, observation, response, forward } = visited;
  const startedMs = performance.now();
  const arrivedAtMs = Date.now();
  observation.pendingStoreCalls++;
  const cookieBefore = cookieOf(came, chosen());
  const own = new SessionVisit(observation.recordId);
  let key: string | null = null;
  let before: Side | null = null;
  let isOutside = false;
  /** Whether the app may still change the session after its answer. */
  let mayChange = true;

  void readBefore().then((side) => {
    // The client disconnected while the store was being read, so no response is possible.
    if (response.destroyed) return;
    before = side;
    if (key !== null) {
      visits.overlap(key, own);
      isOutside = side.version !== null && visits.isChangedSince(key, side.version, Date.now());
    }
    forward();
  });

  response.once('close', () => {
    const done = after().finally(() => {
      for (const entered of [key, keyAfter]) if (entered !== null) visits.leave(entered, own);
    });
    // The values are decoded when the row is read, so that no other request of the session waits for that.
    void done
      .then(() => record())
      .finally(() => {
        observation.pendingStoreCalls--;
        if (observation.pendingStoreCalls === 0) observation.onStoreIdle?.();
      });
    own.hasAnswered = response.writableFinished;
    // The app is done with the session, so the next request only has to wait for this reading.
    if (!mayChange) own.reading = done;
  });

  async function readBefore(): Promise<Side> {
    const known = cookieBefore === null ? null : attached.keyOf(cookieBefore);
    if (known?.ok) {
      key = known.key;
      const readings = visits.enter(key, own);
      if (readings.length > 0 && !sides.isStalled) await within(Promise.all(readings), waitMs);
    }
    const leftMs = () => Math.max(0, waitMs - (performance.now() - startedMs));
    if (sides.isStalled) return untold('not-in-time', key, null, known?.ok ? known.id : null);
    let side = await sides.sideOf(cookieBefore, leftMs());
    // Another request of the session may be writing its file at this moment.
    while (isJustWritten(side) && leftMs() > halfWrittenPauseMs && (await isUnreadable(side, leftMs()))) {
      await wait(halfWrittenPauseMs);
      if (sides.isStalled) break;
      side = await sides.sideOf(cookieBefore, leftMs());
    }
    if (key === null && side.side.key !== null) {
      visits.enter(side.side.key, own);
      ({ key } = side.side);
    }
    return side;
  }

  let keyAfter: string | null = null;
  /** Decodes what was read, for the record. */
  let record: () => Promise<void> = async () => {};

  async function after(): Promise<void> {
    if (before === null) {
      // The client disconnected before the store had answered, so the request was not forwarded to the app.
      observation.store = null;
      return;
    }
    const first = before;
    const endedAtMs = Date.now();
    const endedMs = performance.now();
    const { readMs, readAllMs, decodeMs } = storeTimes(waitMs);
    const leftToDecode = () => Math.max(0, readAllMs + decodeMs - (performance.now() - endedMs));
    const left = () => Math.max(0, Math.min(readMs, readAllMs - (performance.now() - endedMs)));
    const isUnfinished = !response.writableFinished;
    const cookies = cookiesAfter(came, observation, chosen(), arrivedAtMs);
    const cookieAfter = cookies.isDeleted ? null : cookies.answer === null ? cookieBefore : textOf(cookies);
    const newKey = cookieAfter === null ? null : attached.keyOf(cookieAfter);
    if (newKey?.ok && newKey.key !== key) {
      keyAfter = newKey.key;
      visits.enterLate(keyAfter, own, startedMs + (observation.headSentAtMs ?? 0));
    }
    mayChange = isUnfinished || (attached.mapping?.savesLate === true && !endsWithConnection(observation, response));
    let turn = visits.takeTurn();
    const read = async () => {
      await sides.answered(left());
      turn = visits.takeTurn();
      return sides.isStalled
        ? untold('not-in-time', newKey?.ok ? newKey.key : null, null, newKey?.ok ? newKey.id : null)
        : sides.sideOf(cookieAfter, left());
    };
    let side = await read();
    let savedLateMs: number | null = null;
    // Only a file can be met while it is half written.
    let isHalfWritten = await isUnreadable(side);
    for (const dueMs of laterMs) {
      if (cookieAfter === null || !(mayChange || isHalfWritten)) break;
      await wait(Math.max(0, dueMs - (performance.now() - endedMs)));
      // What changes from now on may be the change of the other request.
      if (own.isShared && !isHalfWritten) break;
      const again = await read();
      if (again.version === null) continue;
      if (again.version !== side.version) {
        const changedAtMs = again.row?.stored.changedAtMs ?? null;
        savedLateMs = changedAtMs === null ? performance.now() - endedMs : Math.max(1, changedAtMs - endedAtMs);
        isHalfWritten = await isUnreadable(again);
      }
      side = again;
    }
    const rowKey = side.side.key;
    let noted: { readonly key: string; readonly reading: LastReading } | null = null;
    if (rowKey !== null) {
      // A script that continues after its answer may save later than the last reading.
      if (side.version === null || isUnfinished || (mayChange && savedLateMs === null)) visits.forget(rowKey);
      else {
        noted = { key: rowKey, reading: { version: side.version, expiresAtMs: side.side.expiresAtMs, turn } };
        visits.note(noted.key, noted.reading);
      }
    }
    const old = await oldRow(key, rowKey, cookies.isDeleted, left());
    if (key !== null && old.oldRow === 'gone')
      visits.note(key, { version: 'absent', expiresAtMs: null, turn: visits.takeTurn() });
    else if (key !== null && old.oldRow !== null) visits.forget(key);
    const attribution = { own, isUnfinished, isOutside, savedLateMs };
    record = async () => {
      const [sideBefore, sideAfter] = await sides.decoded(first, side, leftToDecode());
      const evidence: StoreEvidence = {
        transport: attached.transport,
        mapping: attached.mapping?.name ?? '',
        attribution: attributionOf(sideBefore.side, sideAfter.side, attribution),
        sharedWith: [...own.others].sort((one, other) => one - other),
        ...(own.isShared ? { sharedBecause: own.isOverlapped ? 'overlap' : 'not-read-between' } : {}),
        before: sideBefore.side,
        after: sideAfter.side,
        savedLateMs,
        ...old,
      };
      observation.store = { evidence, before: sideBefore, after: sideAfter };
      const { expiresAtMs } = sideAfter.side;
      // The value of the row may have told its end.
      if (noted !== null && expiresAtMs !== noted.reading.expiresAtMs)
        visits.note(noted.key, { ...noted.reading, expiresAtMs });
    };
  }

  async function isUnreadable(side: Side, limitMs?: number): Promise<boolean> {
    if (side.row === null || attached.mapping?.transport !== 'folder') return false;
    const [decoded] = await sides.decoded(side, untold('no-cookie', null, null), limitMs);
    return decoded.side.state === 'unreadable';
  }

  /** What happened to the row of an id that was replaced or abandoned. */
  async function oldRow(
    old: string | null,
    next: string | null,
    isDeleted: boolean,
    limitMs: number,
  ): Promise<Pick<StoreEvidence, 'oldRow' | 'isOldRowSame'>> {
    if (old === null || (old === next && !isDeleted)) return { oldRow: null };
    const row = sides.isStalled ? null : await sides.rowOf(old, limitMs);
    if (row === null) return { oldRow: 'not-known' };
    if (row === 'absent') return { oldRow: 'gone' };
    const isSame = row.version === before?.version;
    // Of a very large value only the beginning was read, so its rest may differ.
    if (isSame && row.stored.wholeBytes !== undefined) return { oldRow: 'still-there' };
    return { oldRow: 'still-there', isOldRowSame: isSame };
  }
}

/**
 * Whether the end of the connection was the end of the body, as with PHP's own server: the script has ended then, and
 * its session is saved. A body of a given length may end earlier than its script.
 */
function endsWithConnection({ upstreamHead }: Observation, { req, statusCode }: ServerResponse): boolean {
  if (upstreamHead === null || req.method === 'HEAD' || statusCode === 204 || statusCode === 304) return false;
  const { rawHeaders } = upstreamHead;
  const closes = rawHeaders.some(
    (value, place) => place % 2 === 1 && /^connection$/i.test(rawHeaders[place - 1] ?? '') && /\bclose\b/i.test(value),
  );
  return (
    closes && !rawHeaders.some((name, place) => place % 2 === 0 && /^(?:content-length|transfer-encoding)$/i.test(name))
  );
}

/** Whether the file of the row was written a moment ago. Other stores change a row in one step. */
function isJustWritten({ row }: Side): boolean {
  const changedAtMs = row?.stored.changedAtMs;
  return changedAtMs !== undefined && Date.now() - changedAtMs < justWrittenMs;
}
