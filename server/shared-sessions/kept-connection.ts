import type { Clock } from '../base/clock.ts';
import { InspectorError } from '../base/errors.ts';
import { within } from '../base/within.ts';
import type { SharedStore } from '../contract/shared-store.ts';
import { asStoreFault, StoreFault } from '../stores/store-reader.ts';
import type { SharedConnection, SharedPlace } from './connection.ts';

export interface KeptConnectionOptions {
  readonly place: SharedPlace;
  readonly clock: Clock;
  /** Called when the state has changed. `before` is the state until now. */
  readonly onState: (state: SharedStore, before: SharedStore) => void;
  /** A row was changed or removed, by any program. Null: any row may have changed, as after each connecting. */
  readonly onChanged: (sid: string | null) => void;
  /** Receives failures that no caller waits for. */
  readonly report: (what: string, error: unknown) => void;
}

/** The shared store cannot be reached. Every request that needs its session is answered with this error. */
export class SharedStoreAway extends InspectorError {
  constructor(detail: string) {
    super(
      'session-store-away',
      503,
      `The sessions cannot be read or saved, because their store cannot be reached. ${detail}`,
    );
  }
}

/** Each pause before connecting again is twice as long as the one before. */
const [firstRetryMs, mostRetryMs] = [200, 5_000];
/** A server that accepts a connection and then says nothing for so long is away. A busy machine is slow, too. */
const mostConnectMs = 15_000;
const pingEveryMs = 2_000;
const sweepEveryMs = 60_000;

/**
 * The connection to a shared store: connected again after each loss, with a state that says whether it is there. After
 * a fault that lasts, such as a wrong password, it is connected again only if somebody asks for it.
 */
export class KeptConnection {
  readonly #options: KeptConnectionOptions;
  #current: SharedConnection | null = null;
  #state: SharedStore;
  /** Resolves when the first attempt to connect has ended, with or without success. */
  readonly opened: Promise<void>;
  #isClosed = false;
  #retry: NodeJS.Timeout | null = null;
  #retryMs = firstRetryMs;
  #isConnecting = false;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(options: KeptConnectionOptions) {
    this.#options = options;
    const { kind, shown } = options.place;
    this.#state = { state: 'connecting', kind, shown };
    this.opened = this.#connect();
    this.#every(pingEveryMs, 'asking the session store for an answer', (connection) => connection.ping());
    this.#every(sweepEveryMs, 'removing expired sessions', (connection) => connection.sweep(options.clock.now()));
  }

  get state(): SharedStore {
    return this.#state;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Null while the store cannot be reached. */
  get current(): SharedConnection | null {
    return this.#current;
  }

  whyAway(): SharedStoreAway | null {
    return this.#state.state === 'away' ? new SharedStoreAway(this.#state.detail) : null;
  }

  /** Waits for the first attempt to connect. Rejects with SharedStoreAway while the store cannot be reached. */
  async use<Result>(work: (connection: SharedConnection) => Promise<Result>): Promise<Result> {
    // Without an await, so that calls reach the connection in the order in which they were made.
    if (this.#current !== null) return work(this.#current);
    if (this.#state.state === 'connecting') await this.opened;
    if (this.#current === null)
      throw this.whyAway() ?? new SharedStoreAway(this.#isClosed ? 'The site is closing.' : 'It is being connected.');
    return work(this.#current);
  }

  /** Connects now, if the store is away and is not being connected to. */
  connectNow(): void {
    if (this.#isClosed || this.#current !== null || this.#isConnecting) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retryMs = firstRetryMs;
    void this.#connect();
  }

  /** Reports a failure that no caller waits for. A loss is in the state already. */
  noteFailure(what: string, error: unknown): void {
    if (!this.#isClosed && !isLoss(error)) this.#options.report(what, error);
  }

  /** Ends the connection. Calls that wait get an error. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#retry !== null) clearTimeout(this.#retry);
    const connection = this.#current;
    this.#current = null;
    await connection?.close();
    await this.opened;
  }

  #every(ms: number, what: string, work: (connection: SharedConnection) => Promise<void>): void {
    const timer = setInterval(() => {
      const connection = this.#current;
      if (connection !== null) void work(connection).catch((error) => this.noteFailure(what, error));
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }

  async #connect(): Promise<void> {
    const { kind, shown } = this.#options.place;
    this.#isConnecting = true;
    let connection: SharedConnection;
    let lostAtOnce: Error | null = null;
    try {
      const connecting = this.#options.place.connect({
        changed: (sid) => this.#options.onChanged(sid),
        lost: (reason) => {
          if (this.#current === null) lostAtOnce = reason;
          else this.#lose(reason);
        },
      });
      const connected = await within(connecting, mostConnectMs);
      if (connected === null) {
        // What comes after its time is not used.
        void connecting.then(
          (late) => late.close(),
          () => {},
        );
        throw new StoreFault('no-answer-for', { place: shown, about: String(mostConnectMs / 1000) });
      }
      if (lostAtOnce !== null) throw lostAtOnce;
      connection = connected;
    } catch (error) {
      this.#isConnecting = false;
      this.#lose(error as Error);
      return;
    }
    this.#isConnecting = false;
    if (this.#isClosed) return connection.close();
    this.#current = connection;
    this.#retryMs = firstRetryMs;
    const before = this.#state;
    this.#state = { state: 'connected', kind, shown };
    this.#options.onChanged(null);
    this.#options.onState(this.#state, before);
  }

  #lose(reason: Error): void {
    if (this.#isClosed) return;
    this.#current = null;
    const { kind, shown } = this.#options.place;
    const before = this.#state;
    const sinceMs = before.state === 'away' ? before.sinceMs : this.#options.clock.now();
    const { code, why, message: detail, lasts } = asStoreFault(reason, shown);
    this.#state = { state: 'away', kind, shown, code, why, detail, sinceMs, isTriedAgain: !lasts };
    if (before.state !== 'away' || before.detail !== detail) this.#options.onState(this.#state, before);
    if (lasts) return;
    this.#retry = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retry.unref();
    this.#retryMs = Math.min(mostRetryMs, this.#retryMs * 2);
  }
}

/** A statement that the store refuses is a failure of one call. After a loss, the store is away. */
export function isLoss(error: unknown): boolean {
  return error instanceof StoreFault && error.code !== 'failed' && error.code !== 'not-a-store';
}
