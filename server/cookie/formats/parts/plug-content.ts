import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { utf8Of } from '../../../encodings/base64.ts';
import { readJson } from '../../../encodings/bounded-json.ts';
import { asTypedValue, isObject } from '../../../encodings/typed-value.ts';
import { readErlangTerm, writeErlangTerm } from './erlang-term.ts';
import { JAVASCRIPT_JSON, writeJson } from './json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './opaque-bytes.ts';
import { isSameJson } from './text-content.ts';

/** The content of a cookie of Plug, and the time of signing, if the cookie contains it. */
export type PlugContent = {
  readonly kind: 'term' | 'json' | 'bytes';
  readonly payload: Json;
  readonly notes: readonly CookieNote[];
  readonly signedAtMs: number | null;
};

/**
 * Reads the content of a session of Plug, which is a term of Erlang or, with another serializer, JSON, or of a token of
 * Phoenix.Token: `{data, milliseconds, max_age}`. Source: plug session/cookie.ex, plug_crypto crypto.ex.
 */
export function plugContent(bytes: Buffer): PlugContent {
  const term = readErlangTerm(bytes);
  if (term !== null) return { kind: 'term', payload: term.value, notes: [], signedAtMs: signedAtOf(term.value) };
  const text = utf8Of(bytes);
  const json = text === null ? null : readJson(text);
  if (json?.ok) return { kind: 'json', payload: json.value, notes: [], signedAtMs: null };
  return { kind: 'bytes', payload: opaqueValue('bytes', bytes), notes: [NOTE_OF_OPAQUE.bytes], signedAtMs: null };
}

/** Writes a payload in the notation of the cookie that was edited; its very bytes where the payload is the same. */
export function plugBytes(payload: Json, old: Buffer | null): Buffer {
  const content = old === null ? null : plugContent(old);
  if (old !== null && content !== null && isSameJson(content.payload, payload)) return old;
  return content?.kind === 'json' ? Buffer.from(writeJson(payload, JAVASCRIPT_JSON)) : writeErlangTerm(payload);
}

/** Tokens say when they were signed; before plug_crypto 1.2 they are a map. */
function signedAtOf(term: Json): number | null {
  const typed = isObject(term) ? asTypedValue(term) : null;
  const signed = typed?.$type === 'tuple' && typed.value.length === 3 ? typed.value[1] : null;
  return typeof signed === 'number' && signed > 1e12 && signed < 8.64e15 ? signed : null;
}
