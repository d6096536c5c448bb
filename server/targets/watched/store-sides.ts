/** Reads the row of a session cookie from the store of a watched app, within a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { within } from '../../base/within.ts';
import type { SessionData } from '../../contract/json.ts';
import type { StoreSide } from '../../contract/store-evidence.ts';
import { type StoreWhy, storeWhySentence } from '../../contract/store-why.ts';
import { storeWhyWords } from '../../contract/store-why-words-en.ts';
import type { CookieText } from '../../cookie/formats/format.ts';
import type { AttachedStore } from '../../stores/attached-store.ts';
import type { HeldRow, RowContent } from '../../stores/content/row-content.ts';

/** What the store says of a session at one moment, before the value of its row is decoded. */
export interface Side {
  /** Of a row that was read: without what its value says. */
  readonly side: StoreSide;
  readonly sid: string | null;
  /** The row, if there is one and it was read. */
  readonly row: HeldRow | null;
  /** Sides with equal versions have the same session. Null if unknown. */
  readonly version: string | null;
}

/** A side with the session. */
export interface DecodedSide {
  readonly side: StoreSide;
  readonly sid: string | null;
  readonly data: SessionData | null;
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

/** A record does not wait longer for large values to be decoded. */
const mostDecodeMs = 2_000;

/**
 * The sides of one store. If a store has left a reading unanswered, no more requests wait for it until it has answered,
 * and it gets no more questions that would queue up.
 */
export class StoreSides {
  readonly #attached: AttachedStore;
  /** The readings that have taken longer than their time, until they are answered. */
  #late = 0;
  #onAnswer: (() => void)[] = [];

  constructor(attached: AttachedStore) {
    this.#attached = attached;
  }

  /** Never rejects. */
  async sideOf(cookie: CookieText | null, limitMs: number): Promise<Side> {
    if (cookie === null) return untold('no-cookie', null, null);
    const startedMs = performance.now();
    const left = () => Math.max(0, limitMs - (performance.now() - startedMs));
    if (this.#late === 0) await this.#within(this.#attached.recognise(), left());
    let key = this.#attached.keyOf(cookie);
    if (key === null && this.#late === 0) {
      // The look that was under way may have begun before the app wrote its first row.
      await this.#within(this.#attached.recognise('now'), left());
      key = this.#attached.keyOf(cookie);
    }
    if (key === null) {
      const { state } = this.#attached;
      return untold('out-of-reach', null, state.state === 'fault' ? state.why : { reason: 'connecting' });
    }
    if (!key.ok) return untold('no-key', null, { reason: whyNoKey[key.why] });
    const reading = await this.#within(this.#attached.read(key.key), left());
    if (reading === null) return untold('not-in-time', key.key, null, key.id);
    // The kind of an empty store is guessed from the framework. The first row shows whether that was right.
    const isGuess = reading.state === 'absent' && this.#attached.isGuessed;
    if (isGuess && (await this.#within(this.#attached.recognise('now'), left()))) return this.sideOf(cookie, left());
    const tookMs = performance.now() - startedMs;
    if (reading.state === 'out-of-reach') return untold('out-of-reach', key.key, reading.why, key.id);
    if (reading.state === 'absent')
      return {
        ...untold('absent', key.key, null, key.id),
        side: { ...nothing, state: 'absent', key: key.key, tookMs },
        version: 'absent',
      };
    const { row } = reading;
    const { stored, version } = row;
    const bytes = stored.wholeBytes ?? stored.bytes.length;
    const side: StoreSide = {
      ...nothing,
      state: 'present',
      key: key.key,
      tookMs,
      expiresAtMs: stored.expiresAtMs,
      bytes,
    };
    return { side, sid: key.id, row, version };
  }

  /** Both sides with what the values of their rows say. Never rejects. */
  async decoded(before: Side, after: Side, limitMs = mostDecodeMs): Promise<[DecodedSide, DecodedSide]> {
    const failed = (error: Error): StoreWhy => ({ reason: 'unexpected', quote: error.message });
    const contents =
      before.row === null && after.row === null
        ? ([null, null] as const)
        : await within(this.#attached.contentsOf(before.row, after.row).catch(failed), limitMs);
    if (contents === null || 'reason' in contents) {
      const why = contents ?? { reason: 'value-not-decoded' };
      return [undecoded(before, why), undecoded(after, why)];
    }
    return [decodedSide(before, contents[0]), decodedSide(after, contents[1])];
  }

  /** Whether the store has not answered an earlier reading. */
  get isStalled(): boolean {
    return this.#late > 0;
  }

  /** Resolves when every late reading is answered, or after this time. */
  async answered(limitMs: number): Promise<void> {
    if (this.#late === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
      this.#onAnswer.push(resolve);
    });
    clearTimeout(timer);
  }

  /** The row of a key, `absent` if there is none. Null if it is not known. */
  async rowOf(key: string, limitMs: number): Promise<HeldRow | 'absent' | null> {
    const reading = await this.#within(this.#attached.read(key), limitMs);
    if (reading === null || reading.state === 'out-of-reach') return null;
    return reading.state === 'present' ? reading.row : 'absent';
  }

  /** Null if the promise takes longer. */
  async #within<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
    const done = await within(promise, limitMs);
    if (done !== null) return done;
    this.#late++;
    const settled = () => {
      this.#late--;
      if (this.#late > 0) return;
      const waiting = this.#onAnswer;
      this.#onAnswer = [];
      void resolveInTurns(waiting);
    };
    promise.then(settled, settled);
    return null;
  }
}

/**
 * Each in a turn of its own. After a stall of seconds a hundred rows may wait to be read, and requests that come in
 * then must not wait for all of them.
 */
async function resolveInTurns(waiting: readonly (() => void)[]): Promise<void> {
  for (const resolve of waiting) {
    resolve();
    await nextTurn();
  }
}

/** A side of which nothing was read. */
export function untold(
  state: StoreSide['state'],
  key: string | null,
  why: StoreWhy | null,
  sid: string | null = null,
): Side {
  return { side: { ...nothing, state, key, ...because(why) }, sid, row: null, version: null };
}

function because(why: StoreWhy | null): Pick<StoreSide, 'detail' | 'why'> {
  return why === null ? { detail: null } : { detail: storeWhySentence(why, storeWhyWords), why };
}

function undecoded({ side, sid, row }: Side, why: StoreWhy): DecodedSide {
  return { side: row === null ? side : { ...side, state: 'unreadable', ...because(why) }, sid, data: null };
}

function decodedSide({ side, sid }: Side, content: RowContent | null): DecodedSide {
  if (content === null) return { side, sid, data: null };
  const { data, isExpired, unreadable, encoding, expiresAtMs, cookieExpiresAtMs, clockNote, dangerous } = content;
  const why: StoreWhy | null =
    unreadable === null
      ? data === null
        ? { reason: 'value-not-a-map' }
        : clockNote
      : { reason: `value-${unreadable.reason}`, about: String(unreadable.at) };
  const state = data === null ? 'unreadable' : isExpired ? 'expired' : 'present';
  return {
    side: { ...side, state, expiresAtMs, cookieExpiresAtMs, encoding, ...because(why), dangerous: [...dangerous] },
    sid,
    data: isExpired ? null : data,
  };
}

const whyNoKey = {
  'not-this-form': 'key-other-form',
  'needs-secret': 'key-needs-secret',
  'wrong-secret': 'key-wrong-secret',
} as const;
