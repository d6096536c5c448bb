import { parseCookieHeader } from '../../cookie/parse-cookie-header.ts';
import { percentDecode } from '../../cookie/percent-decode.ts';
import type { SecretRange } from './secret-range.ts';

// `s:` as it may stand in a header, percent-encoded or not.
const SIGNED_PREFIX = /^(?:s|%73)(?::|%3a)/i;
const DOT = /\.|%2e/gi;

/**
 * What is secret in the raw value of a cookie: all of it, but a signed cookie keeps its shape, `s%3A` sid `.`
 * signature, so the reader can see what it was. Quotes around the value stay. An empty value has no secret.
 */
export function secretsInCookieValue(raw: string, offset = 0): SecretRange[] {
  const isQuoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  const start = offset + (isQuoted ? 1 : 0);
  const value = isQuoted ? raw.slice(1, -1) : raw;
  const prefix = SIGNED_PREFIX.exec(value)?.[0].length ?? 0;
  if (prefix === 0) return [{ start, end: start + value.length, kind: 'cookie', secret: percentDecode(value).text }];
  const dot = [...value.matchAll(DOT)].at(-1);
  const sidEnd = dot?.index ?? value.length;
  const signatureStart = dot === undefined ? value.length : sidEnd + dot[0].length;
  return [
    {
      start: start + prefix,
      end: start + sidEnd,
      kind: 'sid',
      secret: percentDecode(value.slice(prefix, sidEnd)).text,
    },
    {
      start: start + signatureStart,
      end: start + value.length,
      kind: 'signature',
      secret: percentDecode(value.slice(signatureStart)).text,
    },
  ];
}

/** What is secret in a Cookie header: the value of every cookie, foreign ones and nameless ones too. Names stay. */
export function secretsInCookieHeader(header: string): SecretRange[] {
  return parseCookieHeader(header).flatMap(({ value, end }) => secretsInCookieValue(value, end - value.length));
}

/** What is secret in a Set-Cookie header: the cookie's value. Its name and its attributes stay. */
export function secretsInSetCookie(header: string): SecretRange[] {
  const semicolon = header.indexOf(';');
  return secretsInCookieHeader(semicolon === -1 ? header : header.slice(0, semicolon));
}
