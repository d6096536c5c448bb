import type { Json } from '../../../server/contract/json.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';

/** The size of one top-level key of the data in the cookie. */
export interface KeyCost {
  readonly key: string;
  /** Its share of the octets that carry the data. */
  readonly bytes: number;
}

export interface CookieBudget {
  /** Octets of the data; 0 if the cookie has none. */
  readonly dataBytes: number;
  /** The largest first; empty if the data is not an object with keys. */
  readonly keys: readonly KeyCost[];
}

const CARRIERS = new Set(['payload', 'value', 'ciphertext']);
const encoder = new TextEncoder();

/**
 * The size of each key of the data, for cookies that contain their data. The octets of the parts are distributed by the
 * length of each key's JSON, which is exact up to rounding in base64 and an estimate after zlib or encryption. The
 * shares add up to `dataBytes`.
 */
export function cookieBudget(parts: readonly CookiePart[], payload: Json): CookieBudget {
  const carriers = parts.filter((part) => CARRIERS.has(part.role));
  const dataBytes = carriers.reduce((sum, part) => sum + part.raw.length, 0);
  const entries = dataBytes === 0 || !isPlainObject(payload) ? [] : Object.entries(payload);
  const sizes = entries.map(([key, value]) => ({ key, size: jsonBytes({ [key]: value }) - 1 }));
  return { dataBytes, keys: shareOut(sizes, dataBytes) };
}

/** Octets of a value as compact JSON in UTF-8. */
export function jsonBytes(value: Json): number {
  return encoder.encode(JSON.stringify(value)).length;
}

/** Whole octets for each, by size; the rest of the rounding goes to the largest. */
function shareOut(sizes: readonly { key: string; size: number }[], total: number): KeyCost[] {
  const sum = sizes.reduce((all, { size }) => all + size, 0);
  const shares = sizes
    .map(({ key, size }) => ({ key, bytes: Math.floor((size / sum) * total) }))
    .sort((left, right) => right.bytes - left.bytes);
  const rest = total - shares.reduce((all, { bytes }) => all + bytes, 0);
  return shares.map((share, place) => (place === 0 ? { ...share, bytes: share.bytes + rest } : share));
}

/** An object with keys, and not a value without a JSON notation. */
function isPlainObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.$type !== 'string';
}
