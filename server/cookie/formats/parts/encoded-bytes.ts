import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { fromAnyBase64 } from '../../../encodings/base64.ts';
import { inflateZlib, MAX_INFLATED_BYTES } from '../../../encodings/bounded-inflate.ts';
import { kindOfBytes } from '../../../encodings/kind-of-bytes.ts';
import { binaryValue } from './binary-value.ts';

/** Bytes that a text may spell. */
export type EncodedBytes = { readonly coding: 'hex' | 'base64'; readonly bytes: Buffer };

const MIN_BYTES = 8;
/** Fewer digits without a letter are a number rather than hex. */
const MIN_DIGITS = 24;

/**
 * The bytes that a text represents in hex, or in base64 of either alphabet, padded or not. Null if it represents none,
 * or so few that any word would. Hex digits count as hex, although they are base64 too, also with the prefix `0x`.
 */
export function encodedBytes(given: string): EncodedBytes | null {
  const text = /^0x[0-9a-f]{16}/i.test(given) ? given.slice(2) : given;
  const isHex = text.length >= MIN_BYTES * 2 && text.length % 2 === 0 && /^[0-9a-f]+$|^[0-9A-F]+$/.test(text);
  if (isHex && (/[a-f]/i.test(text) || text.length >= MIN_DIGITS))
    return { coding: 'hex', bytes: Buffer.from(text, 'hex') };
  const bytes = fromAnyBase64(text);
  const isLong = bytes !== null && (bytes.length >= MIN_BYTES || (text.endsWith('=') && bytes.length >= 4));
  return isLong ? { coding: 'base64', bytes } : null;
}

/**
 * Bytes as text that people can read: UTF-8 without control characters. A last character that was cut off is left out.
 */
export function readableText(bytes: Buffer): string | null {
  const text = isWide(bytes) ? bytes.toString('utf16le') : startOfUtf8(bytes);
  return text !== null && /^[^\p{Cc}\p{Cn}\p{Co}]*$/u.test(text.replace(/[\t\n\r]/g, ' ')) ? text : null;
}

/** UTF-16 of letters that ASCII has too, as programs for Windows write it. */
function isWide(bytes: Buffer): boolean {
  return (
    bytes.length >= MIN_BYTES && bytes.length % 2 === 0 && bytes.every((byte, at) => (byte === 0) === (at % 2 === 1))
  );
}

/** A decoder that expects more input omits an incomplete character at the end. */
function startOfUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/**
 * The decompressed content of bytes in gzip, zlib, raw deflate or Brotli. Null for other bytes and for over 1 MiB.
 * Raw deflate and Brotli have no signature, so they count only if the result is text and no byte is left, or is JSON.
 */
export function unpacked(bytes: Buffer): Buffer | null {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
  if (!isGzip) {
    const inflated = inflateZlib(bytes);
    return inflated.ok ? inflated.bytes : (textOfDeflate(bytes) ?? textOfBrotli(bytes));
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch {
    return null;
  }
}

/** Random bytes can be words of Brotli's dictionary, so only an object or a list of JSON counts. */
function textOfBrotli(bytes: Buffer): Buffer | null {
  if (bytes.length < MIN_BYTES) return null;
  try {
    const text = brotliDecompressSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
    return /^[{[]/.test(readableText(text) ?? '') ? text : null;
  } catch {
    return null;
  }
}

/** Cookies of a few KB have a single block, with either set of codes. */
function textOfDeflate(bytes: Buffer): Buffer | null {
  const head = (bytes[0] ?? 0) & 0x07;
  if (bytes.length < MIN_BYTES || (head !== 0x03 && head !== 0x05)) return null;
  try {
    const { buffer, engine } = inflateRawSync(bytes, {
      maxOutputLength: MAX_INFLATED_BYTES,
      info: true,
    }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    const isWhole = engine.bytesWritten === bytes.length && buffer.length >= MIN_BYTES;
    return isWhole && readableText(buffer) !== null ? buffer : null;
  } catch {
    return null;
  }
}

/** Whether a text spells something that can be read or named, so that it is not a random id. */
export function isMeaningful(text: string): boolean {
  const encoded = encodedBytes(text);
  if (encoded === null) return false;
  const { bytes } = encoded;
  return (
    readableText(bytes) !== null ||
    unpacked(bytes) !== null ||
    isSerialized(bytes) ||
    hasReadableHalf(bytes) ||
    binaryValue(bytes) !== null
  );
}

/** A pickle ends with a full stop, and a Marshal dump names a type: by chance bytes seldom do. */
export function isSerialized(bytes: Buffer): boolean {
  const kind = kindOfBytes(bytes);
  if (kind === 'pickle') return bytes.at(-1) === 0x2e;
  if (kind === 'marshal') return /^["I[{i:oTF0cfl;uUeS@]$/.test(String.fromCharCode(bytes[2] ?? 0));
  return kind !== 'bytes';
}

/** Half of the bytes and more are runs of ASCII, as in a record with texts in it. */
export function hasReadableHalf(bytes: Buffer): boolean {
  let [run, readable] = [0, 0];
  for (const byte of bytes) {
    run = byte >= 0x20 && byte < 0x7f ? run + 1 : 0;
    if (run === LEAST_RUN) readable += run;
    else if (run > LEAST_RUN) readable++;
  }
  return readable >= Math.max(6, bytes.length / 2);
}

/** By chance few random bytes come to such a run. */
const LEAST_RUN = 5;
