import type { CookieFormat } from '../../contract/cookie-format.ts';
import { type CookieFormatModule, type CookieText, cannotSign, type Reading, reading } from './format.ts';
import { isMeaningful } from './parts/encoded-bytes.ts';
import { looksRandom } from './parts/random-text.ts';
import { segmentsOf } from './parts/segments.ts';

/**
 * Ids that have no meaning without their server's store, recognised by the cookie's name and the characters of the
 * value.
 */
type OpaqueId = {
  readonly format: CookieFormat;
  readonly names: RegExp;
  readonly value: RegExp;
};

const IDS: readonly OpaqueId[] = [
  // PHP: 22 to 256 characters of 4, 5 or 6 bits; 32 hex digits by default (php-src session.c).
  { format: 'php-session-id', names: /^(?:PHPSESSID|phpsessid)$/, value: /^[A-Za-z0-9,-]{22,256}$/ },
  // Django: 32 characters of [a-z0-9] (contrib/sessions/backends/base.py).
  { format: 'django-session-id', names: /^sessionid$/, value: /^[a-z0-9]{32}$/ },
  // Servlet containers: hex digits or more, and maybe the route of a cluster.
  { format: 'java-session-id', names: /^JSESSIONID/, value: /^[\w-]{16,128}(?:[.!:~][\w.!:~-]*)?$/ },
  // ASP.NET: 24 characters of [a-z0-5].
  { format: 'aspnet-session-id', names: /^ASP\.NET_SessionId$/i, value: /^[a-z0-5]{24}$/ },
];

/** UUIDs, 16 to 32 bytes in hex, 15 to 33 bytes in base64url, or letters and digits of that length. */
const ID_FORM =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}|[0-9A-F]{32,64}|[\w-]{20,44}|[A-Za-z0-9+/]{22,43}={0,2})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const namedIds: readonly CookieFormatModule[] = IDS.map(({ format, names, value }) => ({
  format,
  recognise({ text, name }) {
    if (name === null || !names.test(name) || !value.test(text)) return 0;
    return isMeaningful(text) ? 0.4 : 0.95;
  },
  read: readId,
  sign: cannotSign,
}));

/**
 * A random id: a text with the length and the characters of ids that looks random and has no readable content. Longer
 * texts can be encrypted data as well, so they count as bytes of an unknown kind (encoded-text.ts).
 */
const opaqueId: CookieFormatModule = {
  format: 'opaque-id',
  recognise({ text }) {
    if (UUID.test(text)) return 0.3;
    return ID_FORM.test(text) && looksRandom(text) && !isMeaningful(text) ? 0.3 : 0;
  },
  read: readId,
  sign: cannotSign,
};

export const opaqueIds: readonly CookieFormatModule[] = [...namedIds, opaqueId];

function readId({ text }: CookieText): Reading {
  return reading({ payload: text, reason: 'opaque', segments: segmentsOf([['sid', text]]) });
}
