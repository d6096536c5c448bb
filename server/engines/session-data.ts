import type { Json, SessionData } from '../contract/json.ts';

/**
 * A deep copy of a session's data in the form of JSON, without express-session's own `cookie` member. Values that JSON
 * cannot express are missing in the copy, as they are in the store.
 */
export function dataOf(session: object): SessionData {
  return JSON.parse(dataJsonOf(session)) as SessionData;
}

/** `dataOf(session)`. If the session still has the same text, the object that was read before. */
export function dataSince(
  session: object,
  { sessionBefore, sessionBeforeJson }: { sessionBefore: SessionData | null; sessionBeforeJson: string | null },
): SessionData {
  const json = dataJsonOf(session);
  return sessionBefore !== null && json === sessionBeforeJson ? sessionBefore : (JSON.parse(json) as SessionData);
}

/** A session's data as JSON text, keys in their own order: the text that express-session hashes to detect a change. */
export function dataJsonOf(session: object): string {
  const { cookie: _, ...data } = session as { cookie?: unknown };
  return JSON.stringify(data);
}

/** A deep copy of one value of a session. Undefined if JSON cannot represent it. */
export function copyOf(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  if (value === null || typeof value !== 'object') return isScalar(value) ? value : undefined;
  return JSON.parse(JSON.stringify(value)) as Json;
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
