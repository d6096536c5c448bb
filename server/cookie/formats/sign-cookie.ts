import { randomBytes } from 'node:crypto';
import type { CookieFormat } from '../../contract/cookie-format.ts';
import type { SignedCookie } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { OPAQUE_KINDS } from '../../encodings/kind-of-bytes.ts';
import { isObject } from '../../encodings/typed-value.ts';
import type { CookieText } from './format.ts';
import { formatNamed } from './registry.ts';

export type SignCookieOptions = {
  readonly name?: string | null;
  /** Goes into formats that carry the time of signing. */
  readonly nowMs: number;
  /** The cookie that was edited, if there was one: variant, digest and expiry are taken from it. */
  readonly like?: CookieText | null;
  /** Source of salts and initialisation vectors; the system's by default. */
  readonly randomBytes?: (count: number) => Buffer;
};

/**
 * Writes a payload as the framework would, ready for a header, or returns the reason why it cannot. Formats without
 * randomness give exactly the bytes of the framework; the others do so with the same salts and vectors. Content that
 * cannot be loaded (pickle, Marshal, PHP) cannot be written either. Never throws for a payload that is JSON.
 */
export function signCookie(
  format: CookieFormat,
  payload: Json,
  secret: string,
  options: SignCookieOptions,
): SignedCookie {
  const isOpaque = isObject(payload) && OPAQUE_KINDS.some((kind) => kind === payload.$type) && 'reason' in payload;
  if (isOpaque) return { ok: false, reason: 'payload-unusable' };
  return formatNamed(format).sign(payload, secret, {
    name: options.name ?? options.like?.name ?? null,
    nowMs: options.nowMs,
    like: options.like ?? null,
    randomBytes: options.randomBytes ?? randomBytes,
  });
}
