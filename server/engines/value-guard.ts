import session from 'express-session';
import type { Json } from '../contract/json.ts';
import type { ValueRefusal } from '../contract/results.ts';

/**
 * The limits for values that a button or a route may put into a session. Each record contains the whole session twice,
 * so its size is limited too.
 */
export const valueLimits = { keyCharacters: 256, depth: 64, valueBytes: 64 * 1024, sessionBytes: 1024 * 1024 } as const;

/**
 * Why a key and value cannot be put into a session; null if they can. The reserved names are keys that express-session
 * loses: a stored key that is also a member of its Session class (`cookie`, `save`, `touch`, `id`, ...) is dropped when
 * the session is loaded (session/store.js createSession, session/session.js), and `__proto__` cannot be a key.
 */
export function refuseValue(key: string, value: Json): { reason: ValueRefusal; message: string } | null {
  if (key === '') return { reason: 'empty-key', message: 'A key needs at least one character.' };
  if (key.length > valueLimits.keyCharacters) {
    return { reason: 'key-too-long', message: `A key may have ${valueLimits.keyCharacters} characters at most.` };
  }
  if (isReservedKey(key)) {
    return {
      reason: 'reserved-key',
      message: `“${key}” is a member of express-session's own Session object: such a key is lost when the session is loaded. Choose another name.`,
    };
  }
  if (!isShallow(value)) {
    return { reason: 'too-deep', message: `A value may be nested ${valueLimits.depth} levels deep at most.` };
  }
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > valueLimits.valueBytes) {
    return {
      reason: 'too-large',
      message: `This value takes ${bytes} bytes as JSON; ${valueLimits.valueBytes} are allowed.`,
    };
  }
  return null;
}

/** Why a session of this size (its data as JSON) cannot be stored. Null if it can. */
export function refuseSize(sessionBytes: number): { reason: ValueRefusal; message: string } | null {
  if (sessionBytes <= valueLimits.sessionBytes) return null;
  return {
    reason: 'session-too-large',
    message: `With this value the session would take ${sessionBytes} bytes; ${valueLimits.sessionBytes} are allowed. Remove a key first.`,
  };
}

/** Whether express-session would drop this key on load. */
export function isReservedKey(key: string): boolean {
  return key === 'cookie' || key === 'req' || key === 'id' || key in session.Session.prototype;
}

/**
 * Walks the value without recursion. A value with 200,000 levels can be parsed, but would overflow the stack of a
 * recursive function.
 */
function isShallow(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; depth <= valueLimits.depth; depth++) {
    const next: Json[] = [];
    for (const item of level) {
      if (item !== null && typeof item === 'object') for (const child of Object.values(item)) next.push(child);
    }
    if (next.length === 0) return true;
    level = next;
  }
  return false;
}
