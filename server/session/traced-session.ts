import type { Json, SessionData } from '../contract/json.ts';
import type { SessionOperation } from '../contract/log-entry.ts';
import type { SessionHandle } from './engine.ts';
import { copyOf, dataJsonOf, dataOf } from './session-data.ts';

/** How a session is used. `remove-nothing`: a pop of a key that is not there, which changes nothing. */
export type Use = 'read' | 'set' | 'remove' | 'remove-nothing';

/** What an engine has to offer for its session to be traced: the live object, and how to renew or end it. */
export interface TraceableSession {
  /** The live session object, undefined once it was destroyed. */
  current(): Record<string, unknown> | undefined;
  regenerate(): Promise<void>;
  destroy(): Promise<void>;
  /** Told before each use of the session; An engine without such bookkeeping leaves it out. */
  beforeUse?(use: Use): void;
}

/**
 * A session handle that notes every use with the values before and after. `note` is given the operation once it has
 * happened; without one, nothing is copied.
 */
export function traceSession(
  session: TraceableSession,
  note: ((op: Omit<SessionOperation, 'atMs'>) => void) | undefined,
): SessionHandle {
  const live = (): Record<string, unknown> => {
    const current = session.current();
    if (current === undefined) throw new Error('The session was destroyed during this request.');
    return current;
  };
  const has = (key: string): boolean => key !== 'cookie' && Object.hasOwn(live(), key);
  const read = (key: string): Json | undefined => (has(key) ? (live()[key] as Json) : undefined);
  const keys = (): string[] => Object.keys(live()).filter((key) => key !== 'cookie');

  return {
    get(key) {
      session.beforeUse?.('read');
      const value = read(key);
      note?.({ op: 'get', key, ...present('before', value), ...present('after', value) });
      return value;
    },
    set(key, value) {
      session.beforeUse?.('set');
      const before = read(key);
      // Before it is in the session: there it would keep the response from ending, in the middleware's own JSON.
      const after = carried(key, value);
      live()[key] = value;
      note?.({ op: 'set', key, ...present('before', before), ...after });
    },
    pop(key) {
      session.beforeUse?.(has(key) ? 'remove' : 'remove-nothing');
      const value = read(key);
      if (has(key)) delete live()[key];
      note?.({ op: 'pop', key, ...present('before', value) });
      return value;
    },
    bytesWith(key, value) {
      return Buffer.byteLength(dataJsonOf({ ...live(), [key]: value }));
    },
    list() {
      session.beforeUse?.('read');
      note?.({ op: 'list' });
      return dataOf(live());
    },
    clear() {
      session.beforeUse?.('remove');
      const before = note && dataOf(live());
      for (const key of keys()) delete live()[key];
      note?.({ op: 'clear', ...present('before', before) });
    },
    async regenerate() {
      const data = dataOf(live());
      await session.regenerate();
      Object.assign(live(), data);
      note?.({ op: 'regenerate' });
    },
    async destroy() {
      const before: SessionData | undefined = note && dataOf(live());
      await session.destroy();
      note?.({ op: 'destroy', ...present('before', before) });
    },
  };
}

/** What `present` says of a value that is to be set. Throws for one that JSON cannot carry: a BigInt, a circle, too deep a nesting. */
function carried(key: string, value: Json): { after?: Json } {
  try {
    if (typeof value === 'bigint') throw new TypeError('it is a BigInt');
    return present('after', value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`The session cannot keep the value of “${key}”, for JSON cannot carry it: ${reason}`);
  }
}

/** `{ [name]: copy }`, or nothing where the value is absent: absent and null are different things in a session. */
function present(name: 'before' | 'after', value: Json | undefined): { before?: Json; after?: Json } {
  const copy = copyOf(value);
  return copy === undefined ? {} : { [name]: copy };
}
