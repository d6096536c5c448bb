import { z } from 'zod';

/** Any value of JSON. Session data consists of such values. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The data of a session: its keys and values, without express-session's own `cookie` member. */
export type SessionData = { [key: string]: Json };

/** More levels than a session can have (server/engines/value-guard.ts), and far fewer than JSON.stringify can write. */
const maxDepth = 1_000;

/**
 * Accepts any JSON value up to 1,000 levels deep and returns the same value. It replaces z.json(), which overflows the
 * stack on a deep value and drops members called `__proto__`, which an inspector must show.
 */
export const jsonSchema: z.ZodType<Json> = z.custom<Json>(
  (value) => isJson(value, 0),
  'Not a JSON value, or nested too deep',
);

export const sessionDataSchema: z.ZodType<SessionData> = z.custom<SessionData>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value, 0),
  'No session data',
);

/** The recursion ends at the limit: it would overflow the stack on 200,000 levels, which JSON.parse accepts. */
function isJson(value: unknown, depth: number): boolean {
  if (depth > maxDepth) return false;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
      return isPlainObject(value) && Object.values(value).every((member) => isJson(member, depth + 1));
    default:
      return false;
  }
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
