import type { CookieNote } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { type CookieFormatModule, cannotSign, reading, signed } from './format.ts';
import { readJson } from './parts/bounded-json.ts';
import { encodedBytes, isSerialized, readableText, unpacked } from './parts/encoded-bytes.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { readMessagePack } from './parts/message-pack.ts';
import { kindOfBytes, NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { looksRandom } from './parts/random-text.ts';
import { segmentsOf } from './parts/segments.ts';

/** Texts beyond this are no cookies; what they hold is not unpacked. */
const MAX_CHARACTERS = 64 * 1024;

/** Text in base64, base64url or hex with nothing to protect it: anybody can read and write it. */
export const encodedText: CookieFormatModule = {
  format: 'encoded-text',
  recognise({ text }) {
    const content = textOf(text);
    return content === null || content.trim() === '' ? 0 : 0.55;
  },
  read({ text }) {
    const content = textOf(text);
    const segments = segmentsOf([['payload', text]]);
    if (content === null) return reading({ reason: 'malformed', where: 'payload', segments });
    const isPhp = kindOfBytes(Buffer.from(content)) === 'php-serialized';
    return reading({
      payload: jsonOrText(content),
      reason: 'not-signed',
      notes: isPhp ? ['php-not-unserialized'] : [],
      segments,
    });
  },
  sign(payload, _secret, { like }) {
    const bytes = Buffer.from(typeof payload === 'string' ? payload : writeJson(payload, JAVASCRIPT_JSON));
    if (like !== null && encodedBytes(like.text)?.coding === 'hex') return signed(bytes.toString('hex'));
    const isUrlSafe = like !== null && /[-_]/.test(like.text);
    const text = bytes.toString(isUrlSafe ? 'base64url' : 'base64');
    return signed(like !== null && !like.text.endsWith('=') ? text.replace(/=+$/, '') : encodeURIComponent(text));
  },
};

/** Data in base64 or hex that is packed (gzip, zlib) or in MessagePack, with nothing to protect it. */
export const packedData: CookieFormatModule = {
  format: 'packed-data',
  recognise: ({ text }) => (packedIn(text) === null ? 0 : 0.7),
  read({ text }) {
    const packed = packedIn(text);
    const segments = segmentsOf([['payload', text]]);
    if (packed === null) return reading({ reason: 'malformed', where: 'payload', segments });
    return reading({ ...packed, reason: 'not-signed', segments });
  },
  sign: cannotSign,
};

/**
 * Bytes in base64 or hex that cannot be read: encrypted, in a notation that is not known here, or a long id. Which of
 * them cannot be told from outside. A pickle and a Marshal dump are named and never loaded.
 */
export const encodedBytesOnly: CookieFormatModule = {
  format: 'encoded-bytes',
  recognise({ text }) {
    const parts = text.length > MAX_CHARACTERS ? [] : text.split(SEPARATOR, MAX_PARTS + 1);
    if (parts.length === 0 || parts.length > MAX_PARTS) return 0;
    let length = 0;
    for (const part of parts) {
      const bytes = encodedBytes(part)?.bytes;
      if (bytes === undefined) return 0;
      if (parts.length === 1 && isSerialized(bytes)) return 0.6;
      length += bytes.length;
    }
    return length >= MIN_BYTES && parts.every(looksRandom) ? 0.25 : 0;
  },
  read({ text }) {
    const bytes = text.split(SEPARATOR).map((part) => encodedBytes(part)?.bytes ?? Buffer.alloc(0));
    const kind =
      bytes[0] !== undefined && bytes.length === 1 && isSerialized(bytes[0]) ? kindOfBytes(bytes[0]) : 'bytes';
    const segments = segmentsOf([['payload', text]]);
    if (bytes.every((part) => part.length === 0)) return reading({ reason: 'malformed', where: 'payload', segments });
    const payload = opaqueValue(kind, Buffer.concat(bytes));
    if (kind === 'bytes') return reading({ payload, reason: 'opaque', notes: ['unknown-bytes'], segments });
    return reading({ payload, reason: 'not-signed', notes: [NOTE_OF_OPAQUE[kind]], segments });
  },
  sign: cannotSign,
};

/** Programs that encrypt by hand join the vector, the data and the tag with one of these. */
const SEPARATOR = /[:.|$~]/;
const MAX_PARTS = 6;
const MIN_BYTES = 15;

function textOf(text: string): string | null {
  const encoded = text.length > MAX_CHARACTERS ? null : encodedBytes(text.length % 4 === 1 ? text.slice(0, -1) : text);
  return encoded === null ? null : readableText(encoded.bytes);
}

function packedIn(text: string): { payload: Json; notes: CookieNote[] } | null {
  const bytes = text.length > MAX_CHARACTERS ? null : (encodedBytes(text)?.bytes ?? null);
  if (bytes === null) return null;
  const packed = readMessagePack(bytes);
  if (packed !== null) return { payload: packed, notes: ['message-pack'] };
  const content = unpacked(bytes);
  if (content === null) return null;
  const readable = readableText(content);
  if (readable !== null) return { payload: jsonOrText(readable), notes: ['packed'] };
  const kind = kindOfBytes(content);
  return { payload: opaqueValue(kind, content), notes: ['packed', NOTE_OF_OPAQUE[kind]] };
}

function jsonOrText(text: string): Json {
  const json = /^\s*[[{"]/.test(text) ? readJson(text) : null;
  return json?.ok ? json.value : text;
}
