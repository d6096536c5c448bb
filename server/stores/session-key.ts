import { createHash } from 'node:crypto';
import { decodeCookie } from '../cookie/formats/decode-cookie.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { splitSignedValue } from '../cookie/formats/parts/signed-value.ts';
import { fromAnyBase64, utf8Of } from '../encodings/base64.ts';
import type { StoreMapping } from './mappings.ts';

/** The row to which a session cookie leads, or why it leads to none. */
export type SessionKey =
  | { readonly ok: true; readonly id: string; readonly key: string }
  | { readonly ok: false; readonly why: 'not-this-form' | 'needs-secret' | 'wrong-secret' };

/** From a cookie to the key of its row. `secrets`: of the app, where the id is encrypted. */
export function keyOfCookie(mapping: StoreMapping, cookie: CookieText, secrets: readonly string[]): SessionKey {
  const id = idIn(mapping, cookie, secrets);
  return typeof id === 'string' ? { ok: true, id, key: keyOfId(mapping, id) } : { ok: false, why: id.why };
}

/** The key of an id. */
export function keyOfId({ key: { prefix, hash, suffix } }: StoreMapping, id: string): string {
  if (hash === 'md5') return `${createHash('md5').update(`${prefix}${id}`).digest('hex')}${suffix}`;
  if (hash === 'rack-private') return `${prefix}2::${createHash('sha256').update(id).digest('hex')}${suffix}`;
  return `${prefix}${id}${suffix}`;
}

/**
 * The id of a key. Null if the key is of another kind, or if it is a hash, which leads to a cookie only if the cookie
 * was recorded.
 */
export function idOfKey({ key: { prefix, hash, suffix } }: StoreMapping, key: string): string | null {
  if (hash !== 'none' || !key.startsWith(prefix) || !key.endsWith(suffix)) return null;
  const id = key.slice(prefix.length, suffix === '' ? undefined : -suffix.length);
  return id === '' ? null : id;
}

/**
 * Whether a key or the name of a file can be that of a session of this kind, by its prefix, its suffix and the form of
 * a hash. Every row of a table can.
 */
export function isKeyOf(
  { key: { prefix, hash, suffix }, framework, shape, transport }: StoreMapping,
  key: string,
): boolean {
  if (shape !== undefined) return true;
  const before = hash === 'md5' ? '' : prefix;
  if (!key.startsWith(before) || !key.endsWith(suffix) || key.length <= before.length + suffix.length) return false;
  const id = key.slice(before.length, key.length - suffix.length);
  if (hash === 'md5') return /^[0-9a-f]{32}$/.test(id) && id !== cachelibCounter;
  if (hash === 'rack-private') return /^2::[0-9a-f]{64}$/.test(id);
  if (framework === 'Laravel') return /^[A-Za-z0-9]{40}$/.test(id);
  return transport !== 'folder' || (id.length <= longestId && !id.startsWith('.'));
}

/** The file in which cachelib counts the others (cachelib 0.13, file.py). */
const cachelibCounter = createHash('md5').update('__wz_cache_count').digest('hex');

/** Whether keys are hashes, so that the id in a cookie cannot be found from a row. */
export function isOneWay({ key }: StoreMapping): boolean {
  return key.hash !== 'none';
}

function idIn(
  mapping: StoreMapping,
  cookie: CookieText,
  secrets: readonly string[],
): string | { readonly why: 'not-this-form' | 'needs-secret' | 'wrong-secret' } {
  const { text } = cookie;
  switch (mapping.id) {
    case 'express':
      return checked(splitSignedValue(text)?.value ?? '');
    case 'plain':
      return checked(text);
    case 'by-form':
      return checked(/^s(?::|%3A)/i.test(text) ? (splitSignedValue(text)?.value ?? '') : text);
    case 'flask-session':
      return checked(/^(.+)\.[\w-]{27}$/.exec(text)?.[1] ?? text);
    case 'spring': {
      const decoded = utf8Of(fromAnyBase64(text) ?? Buffer.alloc(0));
      return checked(decoded?.replace(/\..*$/s, '') ?? '');
    }
    case 'laravel': {
      const { payload, reason } = decodeCookie(cookie, { secrets, nowMs: 0, format: 'laravel' });
      if (typeof payload === 'string' && /^[A-Za-z0-9]{40}$/.test(payload)) return payload;
      if (reason === 'no-secret') return { why: 'needs-secret' };
      return { why: reason === 'bad-signature' || reason === 'secret-unusable' ? 'wrong-secret' : 'not-this-form' };
    }
  }
}

/** The maximum length of a session id. No framework makes longer ids, and most stores do not accept longer keys. */
const longestId = 250;

/** An id becomes part of a file name or a key, so characters that no framework uses are refused. */
function checked(id: string): string | { readonly why: 'not-this-form' } {
  return id.length > 0 && id.length <= longestId && /^[\w,.:~=+$@!*'()-]+$/.test(id) && !id.includes('..')
    ? id
    : { why: 'not-this-form' };
}
