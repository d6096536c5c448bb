import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { fromBase64, utf8Of } from '../../../encodings/base64.ts';
import { readJson } from '../../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../../encodings/kind-of-bytes.ts';
import { isObject } from '../../../encodings/typed-value.ts';
import { parseJsonTime } from './json-time.ts';
import { RAILS_JSON, writeJson } from './json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './opaque-bytes.ts';

/** The envelope of Rails around a value: none; before 7.1 the serialized value in base64; later the value itself. */
type Envelope = 'none' | 'message' | 'data';

export type RailsMessage = {
  payload: Json;
  /** `cookie.NAME`, null if the cookie is not bound to a name. */
  purpose: string | null;
  expiresAtMs: number | null;
  /** The original expiry, to be kept when the cookie is written again. */
  expiry: Json;
  envelope: Envelope;
  notes: CookieNote[];
};

/**
 * Reads the plain bytes of a Rails cookie. Marshal dumps are shown and never loaded. Never throws. Source:
 * messages/metadata.rb.
 */
export function readRailsMessage(bytes: Uint8Array): RailsMessage {
  const text = utf8Of(bytes);
  const json = text === null ? null : readJson(text);
  const wrapped = json?.ok && isObject(json.value) ? json.value._rails : undefined;
  if (!isObject(wrapped))
    return { ...readValue(bytes), purpose: null, expiresAtMs: null, expiry: null, envelope: 'none' };
  const { pur = null, exp = null, message, data } = wrapped;
  const inner = typeof message === 'string' ? fromBase64(message) : null;
  const value = inner !== null ? readValue(inner) : { payload: data ?? message ?? null, notes: [] };
  return {
    ...value,
    purpose: typeof pur === 'string' ? pur : null,
    expiresAtMs: parseJsonTime(exp),
    expiry: exp,
    envelope: data === undefined ? 'message' : 'data',
  };
}

/** Writes a value as {@link readRailsMessage} found the old one: same envelope, purpose and expiry. */
export function writeRailsMessage(payload: Json, like: RailsMessage): Buffer {
  const value = writeJson(payload, RAILS_JSON);
  const { purpose, expiry, envelope } = like;
  if (envelope === 'none') return Buffer.from(value);
  const message = Buffer.from(value).toString('base64');
  const wrapped: { [key: string]: Json } =
    envelope === 'message' ? { message, exp: expiry, pur: purpose } : { data: payload };
  if (envelope === 'data' && expiry !== null) wrapped.exp = expiry;
  if (envelope === 'data' && purpose !== null) wrapped.pur = purpose;
  return Buffer.from(writeJson({ _rails: wrapped }, RAILS_JSON));
}

/** The message that Rails 7.1 and later write for a cookie of this name. */
export function newRailsMessage(name: string | null): RailsMessage {
  const purpose = name === null ? null : `cookie.${name}`;
  return {
    payload: null,
    purpose,
    expiresAtMs: null,
    expiry: null,
    envelope: purpose === null ? 'none' : 'message',
    notes: [],
  };
}

/** The value's own bytes, to see whether an edited payload is still the same. */
export function isSamePayload(left: Json, right: Json): boolean {
  return writeJson(left, RAILS_JSON) === writeJson(right, RAILS_JSON);
}

function readValue(bytes: Uint8Array): { payload: Json; notes: CookieNote[] } {
  const text = utf8Of(bytes);
  const json = text === null ? null : readJson(text);
  if (json?.ok) return { payload: json.value, notes: [] };
  const kind = kindOfBytes(bytes);
  if (kind === 'bytes' && text !== null) return { payload: text, notes: ['not-json'] };
  return { payload: opaqueValue(kind, bytes), notes: [NOTE_OF_OPAQUE[kind]] };
}
