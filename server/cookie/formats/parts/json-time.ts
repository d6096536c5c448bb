import type { Json } from '../../../contract/json.ts';
import { secondsOfIso } from '../../../encodings/typed-value.ts';

/** Milliseconds of an ISO 8601 time in a payload, null for anything else. */
export function parseJsonTime(value: Json): number | null {
  return typeof value === 'string' && secondsOfIso(value) !== null ? Date.parse(value) : null;
}

/**
 * Milliseconds of a JWT's NumericDate: seconds, possibly with a fraction (RFC 7519 §2). Null for a value that is not a
 * number.
 */
export function parseNumericDate(value: Json | undefined): number | null {
  return typeof value === 'number' && Math.abs(value) <= 8.64e12 ? value * 1000 : null;
}
