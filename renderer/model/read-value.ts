import type { Json } from '../../server/contract/json.ts';

/**
 * The meaning of a value field. `isBareWord`: the text is not JSON and is taken as a string, so the field shows how it
 * is stored.
 */
export type ReadValue =
  | { readonly ok: true; readonly value: Json; readonly isBareWord: boolean; readonly storedAs: string }
  | { readonly ok: false; readonly reason: 'empty' | 'broken-json' };

/**
 * Reads a typed session value: any JSON, or a bare word, which becomes a string. Text that starts like a JSON string,
 * object or array must be valid JSON: an error is more likely than a string that starts with a brace.
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
