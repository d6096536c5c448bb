import { InspectorError } from '../../base/errors.ts';
import { type SessionData, sessionDataSchema } from '../../contract/json.ts';

/** The columns of a session that contain JSON. */
export interface SessionTexts {
  readonly data_json: string;
  readonly cookie_json: string;
}

export type SessionPart = 'data' | 'cookie';

/** Null for a part that cannot be read. A session that was stored without a cookie has the cookie `undefined`. */
export interface ReadSession {
  readonly data: SessionData | null;
  readonly cookie: Readonly<Record<string, unknown>> | undefined | null;
  readonly unreadable: readonly SessionPart[];
}

/** A text with fewer characters cannot be nested deeper than a session may be. */
const shallowCharacters = 2_000;

/**
 * Reads the texts of a session. Never throws, because one bad row must not affect other rows. Every reader of sessions
 * in JavaScript uses this function; SQL uses `readableObject`.
 */
export function readSession({ data_json, cookie_json }: SessionTexts): ReadSession {
  const data = objectIn(data_json);
  const cookie = cookie_json === 'null' ? undefined : cookieIn(cookie_json);
  const unreadable = [...(data === null ? ['data' as const] : []), ...(cookie === null ? ['cookie' as const] : [])];
  return { data: data as SessionData | null, cookie, unreadable };
}

/**
 * Null also for a cookie of which express-session cannot make its own: it copies each member, throws for a lifetime
 * that is neither a number nor switched off (session/cookie.js, `set maxAge`), and would lose its methods to members of
 * their names.
 */
function cookieIn(json: string): Readonly<Record<string, unknown>> | null {
  const cookie = objectIn(json);
  if (cookie === null || namesOfMethods.some((name) => Object.hasOwn(cookie, name))) return null;
  const isLifetime = (value: unknown) => !value || typeof value === 'number';
  return isLifetime(cookie.originalMaxAge) && isLifetime(cookie.maxAge) ? cookie : null;
}

const namesOfMethods = ['serialize', 'toJSON', '__proto__'] as const;

function objectIn(json: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const isFit = json.length < shallowCharacters || sessionDataSchema.safeParse(value).success;
  return isFit ? (value as Record<string, unknown>) : null;
}

/**
 * SQL for the text of a column if it is an object, else for an empty object, because SQLite aborts a query on invalid
 * JSON.
 */
export function readableObject(column: string): string {
  return `CASE WHEN json_valid(${column}) THEN CASE json_type(${column}) WHEN 'object' THEN ${column} ELSE '{}' END ELSE '{}' END`;
}

/** SQL: 1 if the column is an object, else 0. With `orNull`, a column with null is accepted too. */
export function isReadable(column: string, orNull = false): string {
  const types = orNull ? "('object', 'null')" : "('object')";
  return `CASE WHEN json_valid(${column}) THEN json_type(${column}) IN ${types} ELSE 0 END`;
}

/** A stored session of a visitor cannot be read. The caller gets this error. */
export class SessionUnreadable extends InspectorError {
  constructor(parts: readonly SessionPart[]) {
    super(
      'session-unreadable',
      500,
      `The stored session cannot be read (${parts.join(' and ')}). Destroy it under Sessions: its visitor then gets a new one.`,
    );
  }
}
