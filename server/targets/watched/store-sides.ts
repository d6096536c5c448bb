/** Reads the row of a session cookie from the store of a watched app, within a time. */
import { within } from '../../base/within.ts';
import type { SessionData } from '../../contract/json.ts';
import type { StoreSide } from '../../contract/store-evidence.ts';
import type { CookieText } from '../../cookie/formats/format.ts';
import type { AttachedStore, RowReading } from '../../stores/attached-store.ts';

/** What the store says of a session at one moment. */
export interface Side {
  readonly side: StoreSide;
  readonly sid: string | null;
  readonly data: SessionData | null;
  /** Sides with equal versions have the same session. Null if unknown. */
  readonly version: string | null;
  /** When the row was written, by the clock of its file. Null for stores that do not tell. */
  readonly changedAtMs: number | null;
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
    const key = this.#attached.keyOf(cookie);
    if (key === null) {
      const { state } = this.#attached;
      return untold('out-of-reach', null, state.state === 'fault' ? state.detail : 'The store is being connected to.');
    }
    if (!key.ok) return untold('no-key', null, whyNoKey[key.why]);
    const reading = await this.#within(this.#attached.read(key.key), left());
    if (reading === null) return untold('not-in-time', key.key, null, key.id);
    // The kind of an empty store is guessed from the framework. The first row shows whether that was right.
    const isGuess = reading.state === 'absent' && this.#attached.isGuessed;
    if (isGuess && (await this.#within(this.#attached.recognise('now'), left()))) return this.sideOf(cookie, left());
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

  /** The version of a row, `absent` if there is none. Null if it is not known. */
  async versionOf(key: string, limitMs: number): Promise<string | null> {
    const reading = await this.#within(this.#attached.read(key), limitMs);
    if (reading === null || reading.state === 'out-of-reach') return null;
    return reading.state === 'present' ? reading.row.version : 'absent';
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
      for (const resolve of waiting) resolve();
    };
    promise.then(settled, settled);
    return null;
  }
}

/** A side of which nothing was read. */
export function untold(
  state: StoreSide['state'],
  key: string | null,
  detail: string | null,
  sid: string | null = null,
): Side {
  return { side: { ...nothing, state, key, detail }, sid, data: null, version: null, changedAtMs: null };
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
    changedAtMs: row.changedAtMs,
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
