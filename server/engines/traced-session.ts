import { messageOf } from '../base/thrown.ts';
import type { Json, SessionData } from '../contract/json.ts';
import type { SessionOperation } from '../contract/log-entry.ts';
import type { SessionHandle } from './engine.ts';
import { copyOf, dataJsonOf, dataOf } from './session-data.ts';

/** The kinds of use of a session. `remove-nothing` removes a key that does not exist and so changes nothing. */
export type Use = 'read' | 'set' | 'remove' | 'remove-nothing';

/** The parts that an engine provides for a traced session: the live object, and how to renew or end it. */
export interface TraceableSession {
  /** The live session object, undefined once it was destroyed. */
  current(): Record<string, unknown> | undefined;
  regenerate(): Promise<void>;
  destroy(): Promise<void>;
  /** Called before each use of the session. Optional. */
  beforeUse?(use: Use): void;
}

/**
 * A session handle that records every use with the values before and after. `note` is called after each operation.
 * Without `note`, nothing is copied.
 */
export function traceSession(session: TraceableSession, note: Note | undefined): SessionHandle {
  return new TracedSession(session, note);
}

type Note = (op: Omit<SessionOperation, 'atMs'>) => void;

/*
 * A class, like every object that refers to a request: V8 may allocate object literals of busy code in its old space,
 * where they keep the objects that they refer to alive long after the request (docs/speed.md).
 */
class TracedSession implements SessionHandle {
  readonly #session: TraceableSession;
  readonly #note: Note | undefined;

  constructor(session: TraceableSession, note: Note | undefined) {
    this.#session = session;
    this.#note = note;
  }

  get(key: string): Json | undefined {
    this.#session.beforeUse?.('read');
    const value = this.#read(key);
    this.#note?.({ op: 'get', key, ...present('before', value), ...present('after', value) });
    return value;
  }

  set(key: string, value: Json): void {
    this.#session.beforeUse?.('set');
    const before = this.#read(key);
    // This happens before the value is in the session. Inside the session, an invalid value would make the middleware's
    // JSON fail and prevent the end of the response.
    const after = carried(key, value);
    this.#live()[key] = value;
    this.#note?.({ op: 'set', key, ...present('before', before), ...after });
  }

  pop(key: string): Json | undefined {
    this.#session.beforeUse?.(this.#has(key) ? 'remove' : 'remove-nothing');
    const value = this.#read(key);
    if (this.#has(key)) delete this.#live()[key];
    this.#note?.({ op: 'pop', key, ...present('before', value) });
    return value;
  }

  bytesWith(key: string, value: Json): number {
    return Buffer.byteLength(dataJsonOf({ ...this.#live(), [key]: value }));
  }

  list(): SessionData {
    this.#session.beforeUse?.('read');
    this.#note?.({ op: 'list' });
    return dataOf(this.#live());
  }

  clear(): void {
    this.#session.beforeUse?.('remove');
    const live = this.#live();
    const before = this.#note && dataOf(live);
    for (const key of Object.keys(live)) if (key !== 'cookie') delete live[key];
    this.#note?.({ op: 'clear', ...present('before', before) });
  }

  async regenerate(): Promise<void> {
    const data = dataOf(this.#live());
    await this.#session.regenerate();
    Object.assign(this.#live(), data);
    this.#note?.({ op: 'regenerate' });
  }

  async destroy(): Promise<void> {
    const before: SessionData | undefined = this.#note && dataOf(this.#live());
    await this.#session.destroy();
    this.#note?.({ op: 'destroy', ...present('before', before) });
  }

  #live(): Record<string, unknown> {
    const current = this.#session.current();
    if (current === undefined) throw new Error('The session was destroyed during this request.');
    return current;
  }

  #has(key: string): boolean {
    return key !== 'cookie' && Object.hasOwn(this.#live(), key);
  }

  #read(key: string): Json | undefined {
    return this.#has(key) ? (this.#live()[key] as Json) : undefined;
  }
}

/**
 * The JSON form of a value that is to be set. Throws for a value that JSON cannot express: a BigInt, a circle, too deep
 * nesting.
 */
function carried(key: string, value: Json): { after?: Json } {
  try {
    if (typeof value === 'bigint') throw new TypeError('it is a BigInt');
    return present('after', value);
  } catch (error) {
    const reason = messageOf(error);
    throw new TypeError(`The session cannot keep the value of “${key}”, because JSON cannot represent it: ${reason}`);
  }
}

/** `{ [name]: copy }`, or an empty object if the value is absent: absent and null are different in a session. */
function present(name: 'before' | 'after', value: Json | undefined): { before?: Json; after?: Json } {
  const copy = copyOf(value);
  return copy === undefined ? {} : { [name]: copy };
}
