import { readFileSync } from 'node:fs';
import type { CookieFormat, DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import type { Json } from '../../../server/contract/json.ts';
import { type DecodeOptions, decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';

export const NOW = Date.UTC(2026, 10, 23);

/** Decodes what somebody pasted, on 23 November 2026. */
export function decode(
  pasted: string,
  secrets: readonly string[] = [],
  options: Partial<DecodeOptions> = {},
): DecodedCookie {
  return decodeCookie(readPasted(pasted).likeliest, { nowMs: NOW, secrets, ...options });
}

/** A cookie that a real framework has made; how is told in fixtures/README.md. */
export type FrameworkCookie = {
  framework: string;
  format: CookieFormat;
  name: string;
  secret?: string;
  /** PEM, where signing takes another key than verifying. */
  privateKey?: string;
  /** As it stood in the header; for cookie-session the whole Cookie header. */
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

/** What would be pasted to decode a framework's cookie. */
export function pastedFrom({ cookie, name }: FrameworkCookie): string {
  return cookie.includes('; ') ? cookie : `${name}=${cookie}`;
}
