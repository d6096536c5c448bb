import type { CookieSegment, SegmentRole } from '../../server/contract/decoded-cookie.ts';

/** A part of a cookie's value, as it travelled (`raw`) and as a server reads it after percent-decoding (`decoded`). */
export interface CookiePart {
  readonly role: SegmentRole;
  readonly raw: string;
  readonly decoded: string;
  /** Both borders are rounded to whole characters. */
  readonly isApproximate: boolean;
}

/**
 * The parts of a raw value that a decoder found. Empty parts are omitted, and text outside of all segments is a
 * `value`; the joined raw parts always equal the raw value. One invalid escape leaves every part undecoded, as on
 * servers.
 */
export function cookieParts(rawValue: string, segments: readonly CookieSegment[]): CookiePart[] {
  const isDecodable = decodeOrNull(rawValue) !== null;
  const parts: CookiePart[] = [];
  let end = 0;
  const add = (role: SegmentRole, to: number, isApproximate: boolean) => {
    if (to <= end) return;
    const raw = rawValue.slice(end, to);
    end = to;
    parts.push({ role, raw, decoded: isDecodable ? (decodeOrNull(raw) ?? raw) : raw, isApproximate });
  };
  for (const segment of segments) {
    add('value', Math.min(segment.start, rawValue.length), false);
    add(segment.role, Math.min(segment.end, rawValue.length), segment.isApproximate);
  }
  add('value', rawValue.length, false);
  return parts;
}

/** The roles of the parts that say something, in their order and each once. */
export function rolesOf(parts: readonly CookiePart[]): SegmentRole[] {
  return [...new Set(parts.map((part) => part.role))].filter((role) => role !== 'separator');
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
