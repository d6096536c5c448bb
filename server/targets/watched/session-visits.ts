import { put } from '../../record/findings/bounded-memory.ts';

const mostKnownKeys = 10_000;
/** The clocks of a store and of this process may differ by this much. Many stores also round an expiry to seconds. */
const clockToleranceMs = 1_500;

/** One request of a session, from its arrival until its row was read for the last time. */
export class SessionVisit {
  /** Null if the request is not recorded. */
  readonly recordId: number | null;
  /** The records of the requests that may have made the same change. */
  readonly others = new Set<number>();
  /** Whether a change may be that of another request, recorded or not. */
  isShared = false;
  /** Whether one of these requests arrived before the answer of the other had left. */
  isOverlapped = false;
  /** Whether the whole answer has left. The row may still have to be read, or the app may still save. */
  hasAnswered = false;
  /** Resolves when the row was read after the answer. Null while the app may still change the session. */
  reading: Promise<unknown> | null = null;

  constructor(recordId: number | null) {
    this.recordId = recordId;
  }
}

/** What the row held when it was last read. */
export interface LastReading {
  readonly version: string;
  readonly expiresAtMs: number | null;
  /** Orders readings by their beginnings. */
  readonly turn: number;
}

interface Left {
  readonly visit: SessionVisit;
  readonly atMs: number;
}

/**
 * Which requests of a session share a change, and what its row held between them. Two requests share one if the row
 * was not read between them: because the second arrived before the first was answered, so that they overlap, or
 * because it was forwarded before the row was read after that answer.
 */
export class SessionVisits {
  readonly #active = new Map<string, Set<SessionVisit>>();
  readonly #last = new Map<string, LastReading>();
  readonly #left = new Map<string, Left>();
  #turn = 0;

  /**
   * Notes the arrival of a request. Returns the readings of earlier requests whose answers have left: if they end
   * before this request is forwarded, they do not overlap with it. `overlap` must be called then.
   */
  enter(key: string, visit: SessionVisit): readonly Promise<unknown>[] {
    const visits = this.#active.get(key) ?? new Set();
    const readings: Promise<unknown>[] = [];
    for (const other of visits) {
      if (other.reading === null) share(visit, other, !other.hasAnswered);
      else readings.push(other.reading);
    }
    visits.add(visit);
    this.#active.set(key, visits);
    return readings;
  }

  /** The request is about to be forwarded: it shares a change with every earlier request that has not left. */
  overlap(key: string, visit: SessionVisit): void {
    for (const other of this.#active.get(key) ?? []) {
      if (other === visit) return;
      share(visit, other, !other.hasAnswered);
    }
  }

  /** Notes that a response gave the session this key at `sinceMs`, on the monotonic clock. */
  enterLate(key: string, visit: SessionVisit, sinceMs: number): void {
    const visits = this.#active.get(key) ?? new Set();
    for (const other of visits) if (other !== visit) share(visit, other, true);
    const left = this.#left.get(key);
    if (left !== undefined && left.visit !== visit && left.atMs >= sinceMs) share(visit, left.visit, true);
    visits.add(visit);
    this.#active.set(key, visits);
  }

  leave(key: string, visit: SessionVisit): void {
    const visits = this.#active.get(key);
    if (!visits?.delete(visit)) return;
    if (visits.size === 0) this.#active.delete(key);
    put(this.#left, key, { visit, atMs: performance.now() }, mostKnownKeys);
  }

  /** To be called before a row is read. */
  takeTurn(): number {
    return ++this.#turn;
  }

  /** Notes what a row held, unless a later reading is known already. The same reading may be completed. */
  note(key: string, reading: LastReading): void {
    if ((this.#last.get(key)?.turn ?? 0) <= reading.turn) put(this.#last, key, reading, mostKnownKeys);
  }

  /** What the row holds now is not known, so a difference at the next request has no meaning. */
  forget(key: string): void {
    this.#last.delete(key);
  }

  /**
   * Whether the row differs from what it held after the last request. A row that has reached its end was not changed by
   * anyone.
   */
  isChangedSince(key: string, version: string, nowMs: number): boolean {
    const last = this.#last.get(key);
    if (last === undefined || last.version === version) return false;
    const hasEnded = last.expiresAtMs !== null && last.expiresAtMs <= nowMs + clockToleranceMs;
    return !(version === 'absent' && hasEnded);
  }
}

function share(one: SessionVisit, other: SessionVisit, isOverlap: boolean): void {
  if (isOverlap) {
    one.isOverlapped = true;
    other.isOverlapped = true;
  }
  one.isShared = true;
  other.isShared = true;
  if (other.recordId !== null) one.others.add(other.recordId);
  if (one.recordId !== null) other.others.add(one.recordId);
}
