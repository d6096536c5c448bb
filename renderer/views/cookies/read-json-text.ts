import type { Json } from '../../../server/contract/json.ts';

export type JsonText = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: string };

/** Reads text as JSON; where it breaks, says so in the engine's own words, which name the place. Never throws. */
export function readJsonText(text: string): JsonText {
  try {
    // JSON.parse gives exactly the Json type; its declared result is wider only because reviver functions exist.
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
