import type { ParsedSetCookie } from './parse-set-cookie.ts';

/** Browsers keep no cookie longer than 400 days (RFC 6265bis §5.5). */
export const MAX_COOKIE_LIFE_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * How long a browser keeps a cookie. `session`: until the browser closes. `over`: the expiry is not in the future, so
 * the browser deletes the cookie. `until`: wall-clock ms. `isCapped` is true if the limit of 400 days shortened the
 * requested lifetime.
 */
export type CookieLife =
  | { readonly kind: 'session' }
  | { readonly kind: 'over' }
  | { readonly kind: 'until'; readonly atMs: number; readonly isCapped: boolean };

/**
 * The lifetime of a cookie that was received at `receivedAtMs`. Max-Age takes precedence over Expires (RFC 6265 §5.3,
 * step 3).
 */
export function cookieLife(
  { maxAgeSeconds, expiresAtMs }: Pick<ParsedSetCookie, 'maxAgeSeconds' | 'expiresAtMs'>,
  receivedAtMs: number,
): CookieLife {
  const endAtMs = maxAgeSeconds === null ? expiresAtMs : receivedAtMs + maxAgeSeconds * 1000;
  if (endAtMs === null) return { kind: 'session' };
  if (endAtMs <= receivedAtMs) return { kind: 'over' };
  const latestMs = receivedAtMs + MAX_COOKIE_LIFE_MS;
  return { kind: 'until', atMs: Math.min(endAtMs, latestMs), isCapped: endAtMs > latestMs };
}
