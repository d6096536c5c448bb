import type { CookieNote } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { unpack, unpackLzString } from '../../encodings/packings.ts';
import { readableText } from '../../encodings/readable-text.ts';
import { percentDecode } from '../percent-decode.ts';
import { type CookieFormatModule, cannotSign, reading, signed } from './format.ts';
import { binaryValue } from './parts/binary-value.ts';
import { encodedBytes, hasReadableHalf, isSerialized } from './parts/encoded-bytes.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { looksRandom } from './parts/random-text.ts';
import { segmentsOf } from './parts/segments.ts';

/** Longer texts are not cookies, and their content is not decompressed. */
const MAX_CHARACTERS = 64 * 1024;

/** Text in base64, base64url or hex without any protection, so anyone can read and write it. */
export const encodedText: CookieFormatModule = {
  format: 'encoded-text',
  recognise({ text }) {
    const content = textOf(text);
    return content === null || content.trim() === '' || isSerialized(Buffer.from(content)) ? 0 : 0.55;
  },
  read({ text }) {
    const content = textOf(text);
    const segments = segmentsOf([['payload', text]]);
    if (content === null) return reading({ reason: 'malformed', where: 'payload', segments });
    return reading({ payload: valueIn(content), reason: 'not-signed', segments });
  },
  sign(payload, _secret, { like }) {
    const bytes = Buffer.from(typeof payload === 'string' ? payload : writeJson(payload, JAVASCRIPT_JSON));
    if (like !== null && encodedBytes(like.text)?.coding === 'hex') return signed(bytes.toString('hex'));
    const isUrlSafe = like !== null && /[-_]/.test(like.text);
    const text = bytes.toString(isUrlSafe ? 'base64url' : 'base64');
    return signed(like !== null && !like.text.endsWith('=') ? text.replace(/=+$/, '') : encodeURIComponent(text));
  },
};

/**
 * Data in base64 or hex that is compressed (gzip, zlib, deflate, Brotli, lz-string) or in a binary notation
 * (MessagePack, Erlang's terms, Go's gob), without any protection.
 */
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
 * Unreadable bytes in base64 or hex: encrypted, in an unknown notation, or a long id. From outside these cannot be
 * distinguished. Texts among the bytes are shown.
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
      if (parts.length === 1 && hasReadableHalf(bytes)) return 0.25;
      length += bytes.length;
    }
    return length >= MIN_BYTES && parts.every(looksRandom) ? 0.25 : 0;
  },
  read({ text }) {
    const bytes = text.split(SEPARATOR).map((part) => encodedBytes(part)?.bytes ?? Buffer.alloc(0));
    const segments = segmentsOf([['payload', text]]);
    if (bytes.every((part) => part.length === 0)) return reading({ reason: 'malformed', where: 'payload', segments });
    const payload = opaqueValue('bytes', Buffer.concat(bytes));
    return reading({ payload, reason: 'opaque', notes: ['unknown-bytes'], segments });
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
  if (text.length > MAX_CHARACTERS) return null;
  const bytes = encodedBytes(text)?.bytes ?? null;
  const lz = unpackLzString(text);
  const value = lz === null && bytes !== null ? binaryValue(bytes) : null;
  if (value !== null) return { payload: value.payload, notes: [value.note] };
  const content = (lz ?? (bytes === null ? null : unpack(bytes, { digits: text })))?.content;
  if (content === undefined || content === 'too-large') return null;
  const readable = readableText(content);
  const isText = readable !== null && !isSerialized(content);
  if (isText) return { payload: valueIn(readable), notes: ['packed'] };
  const inside = binaryValue(content);
  if (inside !== null) return { payload: inside.payload, notes: ['packed', inside.note] };
  const kind = isSerialized(content) ? kindOfBytes(content) : 'bytes';
  return { payload: opaqueValue(kind, content), notes: ['packed', NOTE_OF_OPAQUE[kind]] };
}

/** Programs encode twice: JSON in base64 in base64, or percent-encoded JSON in base64. */
const MAX_ROUNDS = 2;

/** The JSON value of a text, or of the text that its JSON string contains; the text itself if it is not JSON. */
function valueIn(text: string): Json {
  let inner: string | null = text;
  for (let round = 0; inner !== null && round <= MAX_ROUNDS; round++) {
    const json = /^\s*[[{"]/.test(inner) ? readJson(inner) : null;
    if (json?.ok) return json.value;
    inner = /^%(?:7B|5B|22)/i.test(inner) ? percentDecode(inner).text : textOf(inner.trim());
  }
  return text;
}
