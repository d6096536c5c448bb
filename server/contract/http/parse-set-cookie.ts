import { octets } from './cookie-bytes.ts';
import { type DateReading, parseCookieDate } from './cookie-date.ts';

/** An attribute as it stood, trimmed of spaces and tabs; `value` is null where there was no equals sign. */
export type CookieAttribute = { name: string; value: string | null; fate: AttributeFate };

/**
 * What a browser makes of an attribute. `counts`: its value is taken. `overridden`: a later one of that name counts.
 * `invalid`: ignored, because its value is not a date or a number. `too-long`: ignored. `unknown`: ignored.
 */
export type AttributeFate = 'counts' | 'overridden' | 'invalid' | 'too-long' | 'unknown';

/** A Set-Cookie header value: what stood there, and what a browser takes from it. */
export type ParsedSetCookie = {
  /** Empty if there is no equals sign: RFC 6265 drops such a cookie, today's browsers keep it as a nameless one. */
  name: string;
  /** As it stood, quotes kept and nothing decoded. */
  value: string;
  /** Every attribute in order, the unknown and the invalid ones too. */
  attributes: CookieAttribute[];
  /** Null: the default path of the request's URL. */
  path: string | null;
  /** Lower case, without a leading dot; null: this host only. */
  domain: string | null;
  /** From Expires, null if there is none or it is no date. Max-Age wins over it. */
  expiresAtMs: number | null;
  /** From Max-Age, in seconds; zero and below: expires at once. Cut to what a number holds exactly. */
  maxAgeSeconds: number | null;
  httpOnly: boolean;
  secure: boolean;
  partitioned: boolean;
  /** Null: absent or not one of the three, which browsers treat as their default. */
  sameSite: 'strict' | 'lax' | 'none' | null;
};

// RFC 6265bis §5.6: a longer attribute value counts as absent.
const MAX_ATTRIBUTE_BYTES = 1024;

/** In what browsers read a line differently. */
export interface SetCookieReading {
  /**
   * Which of several attributes of one name counts: the last that can be read, or the last, which leaves none if it
   * cannot be read.
   */
  readonly repeatedAttribute: 'last-valid' | 'last';
  readonly dates: DateReading;
  /** Whether Max-Age may have a plus sign. */
  readonly plusInMaxAge: boolean;
}

/** As RFC 6265bis §5.6 has it. */
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

/** An attribute that cannot be read takes the place of the one before it. */
function forget(key: string, cookie: ParsedSetCookie, counting: Map<string, CookieAttribute>): void {
  if (key === 'expires') cookie.expiresAtMs = null;
  if (key === 'max-age') cookie.maxAgeSeconds = null;
  const earlier = counting.get(key);
  if (earlier !== undefined) earlier.fate = 'overridden';
}

/** The attribute that counts, of a name in lower case; null if none does. */
export function attributeOf(cookie: ParsedSetCookie, name: string): CookieAttribute | null {
  return cookie.attributes.find((attribute) => attribute.fate === 'counts' && isNamed(attribute, name)) ?? null;
}

function isNamed(attribute: CookieAttribute, name: string): boolean {
  return attribute.name.toLowerCase() === name;
}

const DIGITS = /^-?\d+$/;
const SIGNED_DIGITS = /^[-+]?\d+$/;

/** Puts what an attribute says into `cookie`. */
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
      // An empty one means "this host only", and says so even after another (§5.7, step 10).
      cookie.domain = value.replace(/^\./, '').toLowerCase() || null;
      return 'counts';
    case 'path':
      // Not starting with a slash means "the default path", and says so even after a valid one (§5.2.4).
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

/** Spaces and tabs only: String.trim would also take a no-break space, which is part of a value. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(start, end);
}

function toSafeInteger(digits: string): number {
  const limit = Number.MAX_SAFE_INTEGER;
  // The last step makes 0 of -0.
  return Math.max(-limit, Math.min(limit, Number(digits))) || 0;
}

function toSameSite(value: string): ParsedSetCookie['sameSite'] {
  return value === 'strict' || value === 'lax' || value === 'none' ? value : null;
}
