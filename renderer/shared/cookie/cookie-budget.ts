import type { Json } from '../../../server/contract/json.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';

/** What one top-level key of the data costs in the cookie. */
export interface KeyCost {
  readonly key: string;
  /** Its share of the octets that carry the data. */
  readonly bytes: number;
}

export interface CookieBudget {
  /** Octets that carry the data: 0 where the cookie carries none. */
  readonly dataBytes: number;
  /** The dearest first; empty where the data is no object of keys. */
  readonly keys: readonly KeyCost[];
}

const CARRIERS = new Set(['payload', 'value', 'ciphertext']);
const encoder = new TextEncoder();

/**
 * Tells what each key of the data costs, for cookies that carry their data. The parts' octets are shared out by the
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

/** Whole octets for each, by size; what rounding leaves over goes to the dearest. */
function shareOut(sizes: readonly { key: string; size: number }[], total: number): KeyCost[] {
  const sum = sizes.reduce((all, { size }) => all + size, 0);
  const shares = sizes
    .map(({ key, size }) => ({ key, bytes: Math.floor((size / sum) * total) }))
    .sort((left, right) => right.bytes - left.bytes);
  const rest = total - shares.reduce((all, { bytes }) => all + bytes, 0);
  return shares.map((share, place) => (place === 0 ? { ...share, bytes: share.bytes + rest } : share));
}

/** An object of keys, and not a value that JSON has no notation for. */
function isPlainObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.$type !== 'string';
}
