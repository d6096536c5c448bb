import type { Json } from '../../../contract/json.ts';
import { fromBase64, fromBase64url, utf8Of } from '../../../encodings/base64.ts';
import { readJson } from '../../../encodings/bounded-json.ts';
import { JAVASCRIPT_JSON, writeJson } from './json-writer.ts';

/** The content of a text with its encoding: JSON, JSON in base64 or base64url, or plain text. */
export type TextContent = { readonly coding: 'json' | 'base64' | 'base64url' | 'text'; readonly payload: Json };

/** Reads the text of a value that apps may fill with anything. Only objects and lists count as JSON. */
export function textContent(text: string): TextContent {
  const json = jsonIn(text);
  if (json !== undefined) return { coding: 'json', payload: json };
  for (const coding of ['base64', 'base64url'] as const) {
    const bytes = text.length < 4 ? null : coding === 'base64' ? fromBase64(text) : fromBase64url(text);
    const payload = bytes === null ? undefined : jsonIn(utf8Of(bytes) ?? '');
    if (payload !== undefined) return { coding, payload };
  }
  return { coding: 'text', payload: text };
}

/** Writes a payload in the coding of the text that was edited; the very text where the payload is still the same. */
export function writeTextContent(payload: Json, like: string | null): string {
  const old = like === null ? null : textContent(like);
  if (like !== null && old !== null && isSameJson(old.payload, payload)) return like;
  if (typeof payload === 'string') return payload;
  const json = writeJson(payload, JAVASCRIPT_JSON);
  return old?.coding === 'base64' || old?.coding === 'base64url' ? Buffer.from(json).toString(old.coding) : json;
}

export function isSameJson(left: Json, right: Json): boolean {
  return writeJson(left, JAVASCRIPT_JSON) === writeJson(right, JAVASCRIPT_JSON);
}

/** Undefined if the text is not JSON, or JSON of a scalar value, which could also be a plain text. */
function jsonIn(text: string): Json | undefined {
  const read = /^\s*[[{]/.test(text) ? readJson(text) : null;
  return read?.ok ? read.value : undefined;
}
