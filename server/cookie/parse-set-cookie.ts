import { parseCookieDate } from './cookie-date.ts';

/** An attribute as it stood, trimmed of spaces and tabs; `value` is null where there was no equals sign. */
export type CookieAttribute = { name: string; value: string | null };

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
  /** Null: absent or not one of the three, which browsers treat as their default. */
  sameSite: 'strict' | 'lax' | 'none' | null;
};

// RFC 6265bis §5.6: a longer attribute value counts as absent.
const MAX_ATTRIBUTE_BYTES = 1024;

/**
 * Parses the value of one Set-Cookie header. Any text gives a result; never throws. Where an attribute stands twice
 * the last one counts, unless it is ignored for being invalid. Source: RFC 6265 §5.2, with SameSite and the limit on
 * attribute values from RFC 6265bis.
 */
export function parseSetCookie(header: string): ParsedSetCookie {
  const [pair = '', ...attributeParts] = header.split(';');
  const { name, value } = splitAtEquals(pair);
  const cookie: ParsedSetCookie = {
    name: value === null ? '' : name,
    value: value === null ? name : value,
    attributes: attributeParts.map(splitAtEquals),
    path: null,
    domain: null,
    expiresAtMs: null,
    maxAgeSeconds: null,
    httpOnly: false,
    secure: false,
    sameSite: null,
  };
  for (const attribute of cookie.attributes) interpret(attribute, cookie);
  return cookie;
}

function interpret(attribute: CookieAttribute, cookie: ParsedSetCookie): void {
  const value = attribute.value ?? '';
  if (Buffer.byteLength(value, 'latin1') > MAX_ATTRIBUTE_BYTES) return;
  switch (attribute.name.toLowerCase()) {
    case 'expires':
      cookie.expiresAtMs = parseCookieDate(value) ?? cookie.expiresAtMs;
      return;
    case 'max-age':
      if (/^-?\d+$/.test(value)) cookie.maxAgeSeconds = toSafeInteger(value);
      return;
    case 'domain':
      if (value !== '') cookie.domain = value.replace(/^\./, '').toLowerCase();
      return;
    case 'path':
      // Not starting with a slash means "the default path", and says so even after a valid one (§5.2.4).
      cookie.path = value.startsWith('/') ? value : null;
      return;
    case 'secure':
      cookie.secure = true;
      return;
    case 'httponly':
      cookie.httpOnly = true;
      return;
    case 'samesite':
      cookie.sameSite = toSameSite(value.toLowerCase());
  }
}

function splitAtEquals(part: string): CookieAttribute {
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
