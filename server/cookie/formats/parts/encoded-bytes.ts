import { fromAnyBase64 } from '../../../encodings/base64.ts';
import { kindOfBytes } from '../../../encodings/kind-of-bytes.ts';
import { unpack } from '../../../encodings/packings.ts';
import { readableText } from '../../../encodings/readable-text.ts';
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

/** Whether a text spells something that can be read or named, so that it is not a random id. */
export function isMeaningful(text: string): boolean {
  const encoded = encodedBytes(text);
  if (encoded === null) return false;
  const { bytes } = encoded;
  return (
    readableText(bytes) !== null ||
    unpack(bytes, { digits: text }) !== null ||
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
