import { COOKIE_FORMAT_FACTS, type CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { CookieNote, NotValidReason, SegmentRole } from '../../../server/contract/decoded-cookie.ts';
import { count, dayAndTime } from './words.ts';

/** Which secret signed a cookie. Null if the verdict does not say which. */
export type SignedBy = { readonly number: number; readonly isGiven: boolean } | null;

/** The secret, as the object of a sentence. */
export function secretName(by: SignedBy): string {
  if (by === null) return 'one of the secrets';
  return by.isGiven ? `your secret ${count(by.number)}` : `secret ${count(by.number)} of this site`;
}

/** The participle for the use of a secret: signed or encrypted. */
export function made(isEncrypted: boolean): string {
  return isEncrypted ? 'encrypted' : 'signed';
}

export const format = Object.fromEntries(
  Object.entries(COOKIE_FORMAT_FACTS).map(([id, { name }]) => [id, name]),
) as Record<CookieFormat, string>;

export const role: Record<SegmentRole, string> = {
  prefix: 'prefix',
  header: 'header',
  payload: 'payload',
  value: 'value',
  sid: 'session id',
  timestamp: 'timestamp',
  expiry: 'expiry',
  'key-id': 'key id',
  salt: 'salt',
  iv: 'iv',
  ciphertext: 'encrypted data',
  tag: 'authentication tag',
  'encrypted-key': 'encrypted key',
  signature: 'signature',
  version: 'version',
  separator: 'separator',
  quote: 'quote',
};

export const roleWhy: Record<SegmentRole, string> = {
  prefix: 'says how to read the rest',
  header: 'says how it was signed; anyone can read it',
  payload: 'the data; anyone can read it',
  value: 'what the cookie says',
  sid: 'points to the data, which stays on the server',
  timestamp: 'when it was signed',
  expiry: 'the time until which it is valid',
  'key-id': 'which of its keys the server used',
  salt: 'random; makes each key different',
  iv: 'random; the start of the encryption',
  ciphertext: 'the data, readable only with the secret',
  tag: 'proves that nothing was changed; it cannot be made without the secret',
  'encrypted-key': 'the key of this one cookie, itself encrypted',
  signature: 'cannot be made without the secret',
  version: 'the version of the format',
  separator: 'keeps the parts apart',
  quote: 'around the value, not part of it',
};

export const reasonTitle: Record<NotValidReason, string> = {
  'not-recognised': 'Not recognised',
  malformed: 'Broken',
  'too-large': 'Too long',
  'not-signed': 'Not signed',
  opaque: 'Opaque id',
  'no-secret': 'Not checked',
  'secret-unusable': 'Not checked',
  'signature-missing': 'Not checked',
  'bad-signature': 'Not genuine here',
  'wrong-secret': 'Another secret',
  tampered: 'Changed',
  'wrong-name': 'Wrong name',
  expired: 'Expired',
  'not-yet-valid': 'Not yet valid',
  'algorithm-none': 'No signature required',
  'algorithm-mismatch': 'Wrong kind of key',
  'unknown-extension': 'Unknown critical extension',
  'not-decrypted': 'Not decrypted',
};

/** The facts that a sentence about a verdict can name. */
export interface VerdictFacts {
  readonly format: string;
  /** The data is encrypted, and not only signed. */
  readonly isEncrypted: boolean;
  /** The invalid part. Null if it is unknown. */
  readonly where: string | null;
  readonly secretsTried: number;
  readonly signedBy: SignedBy;
  readonly signedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly notBeforeMs: number | null;
}

export const reason: Record<NotValidReason, (facts: VerdictFacts) => string> = {
  'not-recognised': () => 'no known format fits. Choose one by hand to see where it breaks.',
  malformed: ({ format: name, where }) =>
    `it looks like “${name}”, but its ${where ?? 'form'} cannot be read: it is damaged, or was cut off when it was copied.`,
  'too-large': () => 'longer than any cookie can be, so it was not read.',
  'not-signed': () => 'this format has no signature. Anyone could have written it, so a server must not trust it.',
  opaque: ({ format: name }) => `${name}. Only its own server knows its meaning and whether it is genuine.`,
  'no-secret': ({ isEncrypted }) =>
    isEncrypted
      ? 'it is encrypted, and there is no secret to open it with. Give one under Secrets.'
      : 'there is a signature, but no secret to check it with. Give one under Secrets.',
  'secret-unusable': ({ format: name }) =>
    `none of the secrets can be a key for “${name}”: the length or the kind is wrong. Give another one under Secrets.`,
  'signature-missing': () =>
    'its signature travels in a second cookie of the same name with .sig at the end. Paste the whole Cookie header.',
  'bad-signature': ({ secretsTried }) =>
    secretsTried === 1
      ? 'the secret does not fit. Either it is the wrong one or the cookie was changed; without the secret both cases are the same.'
      : `none of the ${count(secretsTried)} secrets fits. Either the right one is missing or the cookie was changed; without the secret both cases are the same.`,
  'wrong-secret': () =>
    'the cookie is unchanged, but it was signed with a well-known weak secret, not with one of those that were tried.',
  tampered: ({ where }) =>
    where === null || [role.signature, role.tag, role.ciphertext].includes(where)
      ? `the secret is the right one, but the ${where ?? role.signature} was changed or cut off.`
      : `its ${where} was changed or cut off: no program writes it like this.`,
  'wrong-name': () => 'it is genuine, but was made for a cookie of another name. Give its own name above.',
  expired: ({ signedBy, expiresAtMs, isEncrypted }) =>
    `genuine, ${made(isEncrypted)} with ${secretName(signedBy)}, but ${expiresAtMs === null ? 'too old' : `it ended ${dayAndTime(expiresAtMs)}`}.`,
  'not-yet-valid': ({ signedBy, notBeforeMs, signedAtMs, isEncrypted }) => {
    const from = notBeforeMs ?? signedAtMs;
    return `${made(isEncrypted)} with ${secretName(signedBy)}, but not valid yet${from === null ? '' : `: its time begins ${dayAndTime(from)}`}. A clock is wrong, or the cookie is used too early.`;
  },
  'algorithm-none': () =>
    'the token says that it needs no signature (alg none). Nothing proves its origin, so a server must never accept it.',
  'algorithm-mismatch': () =>
    'its algorithm does not fit the given key. A server must go by its key, never by the algorithm in the token.',
  'unknown-extension': () => 'it requires an extension (crit) that is not known here, so it must be refused.',
  'not-decrypted': () => 'its header can be read. The rest is encrypted in a way that cannot be decrypted here.',
};

export const note: Record<CookieNote, string> = {
  compressed: 'The payload is packed with zlib, because that made it shorter. The leading dot says so.',
  'legacy-timestamp':
    'Its time counts from 2011, as itsdangerous did before version 1.1. Today’s Flask would find it too old.',
  'older-than-default-lifetime':
    'It is older than the format’s usual limit. Whether it is still accepted depends on the settings of its server.',
  'not-a-time': 'One of its times (iat, nbf, exp) is not a number of seconds.',
  'pickle-not-loaded':
    'The payload is a Python pickle. Loading one runs the code it names, so it is shown as bytes and never loaded.',
  'marshal-not-loaded':
    'The payload is a Ruby Marshal dump. Loading one creates the objects it names, so it is shown as bytes and never loaded.',
  'java-not-loaded':
    'The data is serialized by Java. Loading it creates the objects it names, so it is shown as bytes and never loaded.',
  'dotnet-not-loaded':
    'The data was written by .NET’s BinaryFormatter. Loading it creates the objects it names, so it is shown as bytes and never loaded.',
  'viewstate-not-loaded': 'The data is a ViewState of ASP.NET, shown as bytes and never loaded.',
  'erlang-term': 'The data is a term of Erlang, shown as a tree.',
  'php-not-unserialized':
    'The payload is serialized PHP. Unserializing creates the objects it names, so it is shown as bytes only.',
  'not-json': 'The payload is not JSON; it is shown unchanged.',
  'django-session-row': 'This is a row of Django’s session table, not a cookie: signed with the salt of the database.',
  'django-signed-value': 'Written with Django’s set_signed_cookie: plain text with a time and a signature.',
  'django-signing-dumps': 'Written with Django’s signing.dumps, not as a session.',
  'key-not-passphrase':
    'This format needs the key itself: 32 bytes, as base64:… or hex:…. The option secret of the plugin works too, if it has 32 characters or more. If the plugin has the option salt, type salt:NAME:SECRET. The key is then derived with Argon2id, which takes about a second and 256 MB of memory, and Node 24.7 or newer. The desktop app cannot do this; the command decode and the window in a browser can.',
  'name-not-checked': 'The format ties a cookie to its name, but no name was given, so that was not checked.',
  'name-prefix-missing': 'The value is not tied to a cookie name, so it could be moved to another cookie.',
  'pre-v8-iron-session': 'Written by iron-session before version 8: the data is one level deeper.',
  'undecodable-escapes': 'A percent-escape is invalid, so the value is read unchanged, as servers do.',
  'django-messages': 'Written by Django’s messages, not as a session.',
  'another-salt':
    'The app may use another salt. Put the salt in front of the secret: salt:NAME:SECRET. NAME must not contain a colon.',
  'flash-data': 'A key __flash_…__ is read once: the next request that reads it removes it from the session.',
  packed: 'The data is packed with gzip or zlib; it is shown unpacked.',
  'message-pack': 'The data is in MessagePack, a binary form of JSON.',
  cbor: 'The data is in CBOR, a binary form of JSON (RFC 8949).',
  bson: 'The data is in BSON, the binary form in which MongoDB keeps documents.',
  igbinary: 'The data is in igbinary, a binary form of PHP’s serialize. No object in it is created.',
  gob: 'The data is in gob, Go’s own notation. It is shown as a tree; gob omits values that are zero or empty.',
  'unknown-bytes':
    'The bytes are encrypted data, a notation that is not known here, or a long id. The value alone does not show which.',
  'joined-from-parts': 'The value was spread over several numbered cookies. They are joined here.',
  'part-of-several': 'This is one part of a longer value. Paste all its parts, for example the whole Cookie header.',
  'access-token-inside':
    'The access token inside is a JSON Web Token with its own signature. Open it alone to check it.',
  'name-needed': 'The cookie’s name is part of what is checked. Give the name to check the cookie.',
  'key-of-next-auth': 'Its key is derived from the secret as next-auth 4 does it.',
  'key-of-auth-js': 'Its key is derived from the secret and the cookie’s name as Auth.js 5 does it.',
  'key-of-auth0': 'Its key is derived from the secret as the libraries of Auth0 do it.',
  'key-of-better-auth': 'Its key is derived from the secret as better-auth does it.',
};
