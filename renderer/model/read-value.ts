import type { Json } from '../../server/contract/json.ts';

/**
 * What a value field means. `isBareWord`: the text is no JSON and is taken as a string, so the field says how it is
 * stored.
 */
export type ReadValue =
  | { readonly ok: true; readonly value: Json; readonly isBareWord: boolean; readonly storedAs: string }
  | { readonly ok: false; readonly reason: 'empty' | 'broken-json' };

/**
 * Reads what somebody typed as a session value: any JSON, or a bare word, which becomes a string. Text that begins
 * like a JSON string, object or array must be one: it is more likely a slip than a string that happens to start with
 * a brace.
 */
export function readValue(text: string): ReadValue {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'empty' };
  try {
    // JSON.parse gives exactly the Json type; its declared result is wider only because reviver functions exist.
    const value = JSON.parse(trimmed) as Json;
    return { ok: true, value, isBareWord: false, storedAs: JSON.stringify(value) };
  } catch {
    if (/^["[{]/.test(trimmed)) return { ok: false, reason: 'broken-json' };
    return { ok: true, value: trimmed, isBareWord: true, storedAs: JSON.stringify(trimmed) };
  }
}
