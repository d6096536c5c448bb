import { fromPythonBase64, toPythonBase64 } from '../formats/parts/python-base64.ts';

/** Before version 1.1 itsdangerous counted from 2011-01-01, this many seconds after 1970 (its CHANGES, issue #46). */
export const LEGACY_EPOCH_SECONDS = 1_293_840_000;
const YEAR_1990_SECONDS = 631_152_000;

/**
 * Whole seconds since 1970 as big-endian bytes without leading zeros, in base64url. Source: itsdangerous timed.py,
 * encoding.py.
 */
export function encodeTimestamp(seconds: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(seconds))));
  const firstUsed = bytes.findIndex((byte) => byte !== 0);
  return toPythonBase64(firstUsed === -1 ? Buffer.alloc(0) : bytes.subarray(firstUsed));
}

/**
 * The number of a timestamp. Null if the text is not base64 or has more than eight bytes. Never throws. Numbers beyond
 * 2^53 are rounded, but none of them is a possible date.
 */
export function decodeTimestamp(text: string): number | null {
  const bytes = fromPythonBase64(text);
  if (bytes === null || bytes.length > 8) return null;
  return bytes.reduce((seconds, byte) => seconds * 256 + byte, 0);
}

/**
 * Whether a timestamp would be a date of the 1970s or 1980s, before Flask existed. Such a timestamp counts from 2011.
 */
export function isLegacyTimestamp(seconds: number): boolean {
  return seconds < YEAR_1990_SECONDS;
}
