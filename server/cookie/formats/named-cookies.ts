import type { CookieFormat } from '../../contract/cookie-format.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64 } from '../../encodings/base64.ts';
import {
  type CookieFormatModule,
  type CookieText,
  cannotSign,
  type Reading,
  reading,
  type TextSegment,
} from './format.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * WordPress: `user|expiry|token|hmac`; the key of the MAC holds a piece of the password's hash, which only the database
 * has. Source: wp-includes/pluggable.php, `wp_generate_auth_cookie`.
 */
function wordpress({ name, text }: CookieText) {
  const isNamed = name !== null && /^wordpress_(?:logged_in_|sec_)?[0-9a-f]{32}$/.test(name);
  const parts = isNamed ? /^([^|]+)\|(\d{9,11})\|(\w{43})\|([0-9a-f]{64})$/.exec(text) : null;
  if (parts === null) return null;
  const [, username = '', expiration = '', token = '', signature = ''] = parts;
  return {
    payload: { username, expiration: Number(expiration), token },
    segments: segmentsOf([
      ['value', username],
      ['separator', '|'],
      ['expiry', expiration],
      ['separator', '|'],
      ['sid', token],
      ['separator', '|'],
      ['signature', signature],
    ]),
  };
}

/** Spring Session: base64 of the id, which is a UUID. Source: DefaultCookieSerializer.java. */
function springSession({ text }: CookieText) {
  const id = text.length === 48 ? (fromAnyBase64(text)?.toString('latin1') ?? '') : '';
  return UUID.test(id) ? { payload: id, segments: segmentsOf([['sid', text]]) } : null;
}

/** Drupal: a random id under a name that is made from the address. Source: SessionConfiguration.php. */
function drupal({ name, text }: CookieText) {
  const isNamed = name !== null && /^S?SESS[0-9a-f]{32}$/.test(name);
  return isNamed && /^[\w,-]{22,128}$/.test(text) ? { payload: text, segments: segmentsOf([['sid', text]]) } : null;
}

/**
 * Tornado's `_xsrf`, which Jupyter sets for every program on the same host: `2|mask|token|time`, the token under a mask
 * that is another one each time. Source: tornado web.py, `_decode_xsrf_token`.
 */
function tornadoXsrf({ text }: CookieText) {
  const [, mask = '', masked = '', time = ''] = /^2\|([0-9a-f]{8})\|([0-9a-f]{8,128})\|(\d{9,11})$/.exec(text) ?? [];
  if (mask === '' || masked.length % 2 !== 0) return null;
  const maskBytes = Buffer.from(mask, 'hex');
  const token = Buffer.from(masked, 'hex').map((byte, index) => byte ^ (maskBytes[index % 4] ?? 0));
  return {
    payload: Buffer.from(token).toString('hex'),
    signedAtMs: Number(time) * 1000,
    segments: segmentsOf([
      ['version', '2'],
      ['separator', '|'],
      ['salt', mask],
      ['separator', '|'],
      ['value', masked],
      ['separator', '|'],
      ['timestamp', time],
    ]),
  };
}

/** The start of data of ASP.NET Core's Data Protection: a magic number, and the id of the key. */
const DATA_PROTECTION = Buffer.from('09f0c9f0', 'hex');

/**
 * ASP.NET Core: encrypted by Data Protection with a key of the server's key ring, of which the id can be read. Source:
 * KeyRingBasedDataProtector.cs.
 */
function aspnetCore({ text }: CookieText) {
  const bytes = text.startsWith('CfDJ8') ? fromAnyBase64(text) : null;
  if (bytes === null || bytes.length < 52 || !bytes.subarray(0, 4).equals(DATA_PROTECTION)) return null;
  const hex = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    .map((at) => (bytes[4 + at] ?? 0).toString(16).padStart(2, '0'))
    .join('');
  const keyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return {
    header: { keyId },
    segments: segmentsInBase64(
      [
        ['prefix', 4],
        ['key-id', 16],
        ['ciphertext', bytes.length - 20],
      ],
      text.length,
    ),
  };
}

const READABLE: readonly [CookieFormat, (cookie: CookieText) => { payload: Json; segments: TextSegment[] } | null][] = [
  ['wordpress', wordpress],
  ['spring-session', springSession],
  ['drupal', drupal],
  ['tornado-xsrf', tornadoXsrf],
];
const ENCRYPTED: readonly [CookieFormat, (cookie: CookieText) => { header: Json; segments: TextSegment[] } | null][] = [
  ['aspnet-core', aspnetCore],
];

/** Cookies that are recognised by their name and form, and that only their server can verify or decrypt. */
export const namedCookies: readonly CookieFormatModule[] = [
  ...READABLE.map(([format, read]) => moduleOf(format, read, 'opaque')),
  ...ENCRYPTED.map(([format, read]) => moduleOf(format, read, 'not-decrypted')),
];

function moduleOf(
  format: CookieFormat,
  read: (cookie: CookieText) => Partial<Reading> | null,
  reason: 'opaque' | 'not-decrypted',
): CookieFormatModule {
  return {
    format,
    recognise: (cookie) => (read(cookie) === null ? 0 : 0.97),
    read(cookie) {
      const result = read(cookie);
      if (result !== null) return reading({ ...result, reason });
      return reading({ reason: 'malformed', where: 'value', segments: segmentsOf([['value', cookie.text]]) });
    },
    sign: cannotSign,
  };
}
