/** The sessions of a store of the app, for an inspector that asks for them. The store is only read. */
import type { Store } from 'express-session';
import { messageOf } from '../base/thrown.ts';
import { MAX_LISTED_AT_ONCE, MAX_SESSION_BYTES } from '../contract/app-line-limits.ts';
import type { ListedSession, ListedSessions, StoreQuestion } from '../contract/app-lines.ts';

/** What the app answers to a question. */
export type StoreAnswer = Pick<ListedSessions, 'rows' | 'next' | 'total' | 'refusal' | 'detail'>;

export interface StoreList {
  /** Never rejects. */
  answer(question: StoreQuestion): Promise<StoreAnswer>;
  /** The next question reads the store again: a session has changed, or the list is not in use any more. */
  rest(): void;
}

/** One look at the store. */
interface Look {
  readonly sids: readonly string[];
  /** The session in JSON, at this moment. Undefined if it is gone. */
  jsonOf(sid: string): string | undefined;
}

type Refusal = NonNullable<StoreAnswer['refusal']>;

class Refused extends Error {
  readonly refusal: Refusal;
  readonly total: number;

  constructor(refusal: Refusal, total: number, detail = '') {
    super(detail);
    this.refusal = refusal;
    this.total = total;
  }
}

/** The values of one page or answer, in total. One more session may follow that makes it longer. */
const mostAtOnceBytes = 256 * 1024;
/** `all` of a store that is not MemoryStore loads every session, so it is not called for more than these. */
const mostOfOthers = 1_000;
/** A store that takes longer is not asked again. */
const mostWaitMs = 1_000;
/** How long a look serves further questions. */
const freshMs = 1_000;

const { setTimeout: later } = globalThis;

/**
 * Null if the sessions of the store cannot be listed. MemoryStore keeps them as JSON in its memory, where they are read
 * without a call: its `all` and `get` remove sessions that have expired. Another store needs `all` and `length`.
 */
export function storeList(store: Store, memoryStore: unknown): StoreList | null {
  if (isMemoryStore(store, memoryStore)) return listOf(async () => lookIntoMemory(store));
  if (typeof store.all !== 'function' || typeof store.length !== 'function') return null;
  return listOf(lookByCalls(store));
}

function listOf(lookNow: () => Promise<Look>): StoreList {
  let look: Promise<Look> | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const lookAgain = (): Promise<Look> => {
    lookedAtMs = performance.now();
    look = lookNow();
    return look;
  };
  return {
    async answer(question) {
      try {
        if (question.t === 'list')
          return page(await (question.from === 0 || look === null ? lookAgain() : look), question.from);
        const isFresh = look !== null && performance.now() - lookedAtMs < freshMs;
        return read(await (isFresh && look !== null ? look : lookAgain()), question.sids);
      } catch (error) {
        const nothing = { rows: [], next: null };
        if (error instanceof Refused) return { ...nothing, total: error.total, refusal: error.refusal };
        const detail = messageOf(error).slice(0, 2_000);
        return { ...nothing, total: 0, refusal: 'failed', detail };
      }
    },
    rest() {
      look = null;
    },
  };
}

function page({ sids, jsonOf }: Look, from: number): StoreAnswer {
  const rows: ListedSession[] = [];
  let bytes = 0;
  let next = from;
  while (next < sids.length && rows.length < MAX_LISTED_AT_ONCE && bytes < mostAtOnceBytes) {
    const sid = sids[next] as string;
    next++;
    const json = jsonOf(sid);
    if (json === undefined) continue;
    const row = rowOf(sid, json);
    bytes += row.bytes;
    rows.push(row);
  }
  return { rows, next: next < sids.length ? next : null, total: sids.length };
}

function read({ sids, jsonOf }: Look, wanted: readonly string[]): StoreAnswer {
  const rows: ListedSession[] = [];
  let bytes = 0;
  for (const sid of wanted) {
    const json = jsonOf(sid);
    if (json === undefined) continue;
    const row = rowOf(sid, json);
    const isSent = row.bytes <= MAX_SESSION_BYTES && bytes < mostAtOnceBytes;
    if (isSent) bytes += row.bytes;
    rows.push(isSent ? { ...row, json } : row);
  }
  return { rows, next: null, total: sids.length };
}

function rowOf(sid: string, json: string): ListedSession {
  const bytes = Buffer.byteLength(json);
  return { sid, bytes, ...(bytes > MAX_SESSION_BYTES ? {} : { expiresAtMs: expiryIn(json) }) };
}

/** The end by the cookie within a session. Null if it has none. */
function expiryIn(json: string): number | null {
  try {
    const session = JSON.parse(json) as { readonly cookie?: { readonly expires?: unknown } } | null;
    const expires = session?.cookie?.expires;
    const atMs = typeof expires === 'string' ? Date.parse(expires) : Number.NaN;
    return Number.isNaN(atMs) ? null : atMs;
  } catch {
    return null;
  }
}

interface MemoryStore extends Store {
  /** express-session 1.19, session/memory.js: the JSON of each session by its id. `clear` replaces the object. */
  sessions: Readonly<Record<string, unknown>>;
}

function isMemoryStore(store: Store, memoryStore: unknown): store is MemoryStore {
  if (typeof memoryStore !== 'function' || !(store instanceof memoryStore)) return false;
  return typeof (store as Partial<MemoryStore>).sessions === 'object';
}

function lookIntoMemory(store: MemoryStore): Look {
  return {
    sids: Object.keys(store.sessions),
    jsonOf(sid) {
      const json = Object.hasOwn(store.sessions, sid) ? store.sessions[sid] : undefined;
      return typeof json === 'string' ? json : undefined;
    },
  };
}

/** Asks for the number of the sessions first. A store that took too long is not asked again. */
function lookByCalls(store: Store): () => Promise<Look> {
  let refused: Refused | null = null;
  return async () => {
    if (refused !== null) throw refused;
    try {
      const total = Number(await called(store, 'length'));
      if (!(total <= mostOfOthers)) throw new Refused('too-many', Number.isSafeInteger(total) ? total : 0);
      const sessions = byId(await called(store, 'all'));
      return {
        sids: [...sessions.keys()],
        jsonOf: (sid) => {
          const session = sessions.get(sid);
          return session === undefined ? undefined : JSON.stringify(session);
        },
      };
    } catch (error) {
      if (error instanceof Refused && error.refusal === 'too-slow') refused = error;
      throw error;
    }
  };
}

function called(store: Store, method: 'length' | 'all'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = later(() => reject(new Refused('too-slow', 0)), mostWaitMs);
    timer.unref();
    const end = (error: unknown, result?: unknown) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(result);
    };
    (store[method] as (callback: (error: unknown, result?: unknown) => void) => void)(end);
  });
}

/** `all` gives an object by id, or a list. connect-redis puts the id into each item of its list. */
function byId(all: unknown): ReadonlyMap<string, unknown> {
  if (!Array.isArray(all)) return new Map(Object.entries(all ?? {}));
  return new Map(
    all.map((item: unknown) => {
      const { id, ...session } = (item ?? {}) as { readonly id?: unknown };
      if (typeof id !== 'string') throw new Refused('no-ids', all.length);
      return [id, session];
    }),
  );
}
