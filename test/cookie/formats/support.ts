import { readFileSync } from 'node:fs';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import type { Json } from '../../../server/contract/json.ts';
import { type DecodeOptions, decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';

export const NOW = Date.UTC(2026, 10, 23);

/** Decodes a pasted text, at a fixed time on 23 November 2026. */
export function decode(
  pasted: string,
  secrets: readonly string[] = [],
  options: Partial<DecodeOptions> = {},
): DecodedCookie {
  return decodeCookie(readPasted(pasted).likeliest, { nowMs: NOW, secrets, ...options });
}

/** A cookie that a real framework has made; fixtures/README.md says how. */
export type FrameworkCookie = {
  framework: string;
  format: CookieFormat;
  name: string;
  secret?: string;
  /** PEM, where signing takes another key than verifying. */
  privateKey?: string;
  /** The raw header value; for cookie-session the whole Cookie header. */
  cookie: string;
  payload?: Json;
  opaque?: 'pickle' | 'marshal' | 'php-serialized';
  expired?: boolean;
  digest?: string;
  alg?: string;
  cipher?: string;
  variant?: string;
};

export const frameworkCookies: readonly FrameworkCookie[] = [
  'framework-cookies.json',
  'signed-values.json',
  'encrypted-tokens.json',
  'more-frameworks.json',
].flatMap((file) => JSON.parse(readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')));

/** The text that a user would paste to decode a framework's cookie. */
export function pastedFrom({ cookie, name }: FrameworkCookie): string {
  return cookie.includes('; ') ? cookie : `${name}=${cookie}`;
}
