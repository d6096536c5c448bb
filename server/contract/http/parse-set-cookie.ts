import { octets } from './cookie-bytes.ts';
import { type DateReading, parseCookieDate } from './cookie-date.ts';

/**
 * An attribute with its original text, trimmed of spaces and tabs. `value` is null if the attribute has no equals sign.
 */
export type CookieAttribute = { name: string; value: string | null; fate: AttributeFate };

/**
 * How a browser treats an attribute. `counts`: its value is used. `overridden`: a later attribute of the same name
 * counts. `invalid`: ignored, because its value is not a date or a number. `too-long`: ignored because of its length.
 * `unknown`: ignored, because browsers do not know it.
 */
export type AttributeFate = 'counts' | 'overridden' | 'invalid' | 'too-long' | 'unknown';

/** A Set-Cookie header value: the original parts, and the values that a browser uses. */
export type ParsedSetCookie = {
  /** Empty if there is no equals sign. RFC 6265 drops such a cookie; current browsers keep it as a nameless cookie. */
  name: string;
  /** The original value. Quotes are kept and nothing is decoded. */
  value: string;
  /** Every attribute in order, including unknown and invalid ones. */
  attributes: CookieAttribute[];
  /** Null for the default path of the request's URL. */
  path: string | null;
  /** Lower case without a leading dot. Null if the cookie is host-only. */
  domain: string | null;
  /** The date of Expires. Null if the attribute is absent or its value is not a date. Max-Age takes precedence. */
  expiresAtMs: number | null;
  /** The seconds of Max-Age. A cookie with zero or a negative number expires immediately. Limited to a safe integer. */
  maxAgeSeconds: number | null;
  httpOnly: boolean;
  secure: boolean;
  partitioned: boolean;
  /** Null if the attribute is absent or has any other value, which browsers treat as their default. */
  sameSite: 'strict' | 'lax' | 'none' | null;
};

// RFC 6265bis §5.6: an attribute with a longer value is ignored.
const MAX_ATTRIBUTE_BYTES = 1024;

/** The points in which browsers parse a line differently. */
export interface SetCookieReading {
  /**
   * Which attribute counts if a name is repeated: the last valid one, or the last one, whose invalid value cancels
   * earlier ones.
   */
  readonly repeatedAttribute: 'last-valid' | 'last';
  readonly dates: DateReading;
  /** Whether the value of Max-Age may start with a plus sign. */
  readonly plusInMaxAge: boolean;
}

/** The reading of RFC 6265bis §5.6. */
export const specifiedReading: SetCookieReading = {
  repeatedAttribute: 'last-valid',
  dates: 'specification',
  plusInMaxAge: false,
};

/**
 * Parses the value of one Set-Cookie header. Any text gives a result; never throws. Source: RFC 6265bis §5.6, with
 * Partitioned from CHIPS.
 */
export function parseSetCookie(header: string, reading: SetCookieReading = specifiedReading): ParsedSetCookie {
  const [pair = '', ...attributeParts] = header.split(';');
  const { name, value } = splitAtEquals(pair);
  const cookie: ParsedSetCookie = {
    name: value === null ? '' : name,
    value: value === null ? name : value,
    attributes: [],
    path: null,
    domain: null,
    expiresAtMs: null,
    maxAgeSeconds: null,
    httpOnly: false,
    secure: false,
    partitioned: false,
    sameSite: null,
  };
  const counting = new Map<string, CookieAttribute>();
  for (const part of attributeParts) {
    const split = splitAtEquals(part);
    const key = split.name.toLowerCase();
    const attribute = { ...split, fate: interpret(key, split.value ?? '', cookie, reading) };
    cookie.attributes.push(attribute);
    if (attribute.fate === 'invalid' && reading.repeatedAttribute === 'last') forget(key, cookie, counting);
    if (attribute.fate !== 'counts') continue;
    const earlier = counting.get(key);
    if (earlier !== undefined) earlier.fate = 'overridden';
    counting.set(key, attribute);
  }
  return cookie;
}

/** An invalid attribute cancels an earlier one of the same name. */
function forget(key: string, cookie: ParsedSetCookie, counting: Map<string, CookieAttribute>): void {
  if (key === 'expires') cookie.expiresAtMs = null;
  if (key === 'max-age') cookie.maxAgeSeconds = null;
  const earlier = counting.get(key);
  if (earlier !== undefined) earlier.fate = 'overridden';
}

/** The attribute of a lower-case name that counts. Null if none counts. */
export function attributeOf(cookie: ParsedSetCookie, name: string): CookieAttribute | null {
  return cookie.attributes.find((attribute) => attribute.fate === 'counts' && isNamed(attribute, name)) ?? null;
}

function isNamed(attribute: CookieAttribute, name: string): boolean {
  return attribute.name.toLowerCase() === name;
}

const DIGITS = /^-?\d+$/;
const SIGNED_DIGITS = /^[-+]?\d+$/;

/** Writes the value of an attribute into `cookie`. */
function interpret(
  name: string,
  value: string,
  cookie: ParsedSetCookie,
  { dates, plusInMaxAge }: SetCookieReading,
): AttributeFate {
  if (octets(value) > MAX_ATTRIBUTE_BYTES) return 'too-long';
  switch (name) {
    case 'expires': {
      const atMs = parseCookieDate(value, dates);
      if (atMs === null) return 'invalid';
      cookie.expiresAtMs = atMs;
      return 'counts';
    }
    case 'max-age':
      if (!(plusInMaxAge ? SIGNED_DIGITS : DIGITS).test(value)) return 'invalid';
      cookie.maxAgeSeconds = toSafeInteger(value);
      return 'counts';
    case 'domain':
      // An empty Domain means "this host only", also after another Domain (§5.7, step 10).
      cookie.domain = inLowerCase(value.replace(/^\./, '')) || null;
      return 'counts';
    case 'path':
      // A Path without a leading slash means "the default path", also after a valid Path (§5.2.4).
      cookie.path = value.startsWith('/') ? value : null;
      return 'counts';
    case 'secure':
      cookie.secure = true;
      return 'counts';
    case 'httponly':
      cookie.httpOnly = true;
      return 'counts';
    case 'partitioned':
      cookie.partitioned = true;
      return 'counts';
    case 'samesite':
      cookie.sameSite = toSameSite(value.toLowerCase());
      return 'counts';
    default:
      return 'unknown';
  }
}

function splitAtEquals(part: string): { name: string; value: string | null } {
  const equals = part.indexOf('=');
  if (equals === -1) return { name: trimBlanks(part), value: null };
  return { name: trimBlanks(part.slice(0, equals)), value: trimBlanks(part.slice(equals + 1)) };
}

/** Trims spaces and tabs only. String.trim would also remove a no-break space, which is part of a value. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(start, end);
}

/** Letters of ASCII only: a character beyond may be one octet of several, which has no lower case. */
function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function toSafeInteger(digits: string): number {
  const limit = Number.MAX_SAFE_INTEGER;
  // `|| 0` turns -0 into 0.
  return Math.max(-limit, Math.min(limit, Number(digits))) || 0;
}

function toSameSite(value: string): ParsedSetCookie['sameSite'] {
  return value === 'strict' || value === 'lax' || value === 'none' ? value : null;
}
