import type { SessionData } from '../../../server/contract/json.ts';

export type SessionJson =
  | { readonly ok: true; readonly data: SessionData }
  | { readonly ok: false; readonly reason: 'broken' | 'no-object'; readonly detail: string };

/** Reads the whole data of a session as somebody typed it: JSON, and an object, because a session has keys. */
export function readSessionJson(text: string): SessionJson {
  try {
    const value: unknown = JSON.parse(text);
    return isData(value) ? { ok: true, data: value } : { ok: false, reason: 'no-object', detail: '' };
  } catch (error) {
    return { ok: false, reason: 'broken', detail: error instanceof Error ? error.message : '' };
  }
}

/** The result of JSON.parse is JSON at every depth; only the outermost level has to be checked. */
function isData(value: unknown): value is SessionData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
