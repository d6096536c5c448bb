import { createHash } from 'node:crypto';
import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { unpackAs } from '../../encodings/packings.ts';
import { decodeTimestamp, encodeTimestamp } from '../flask/timestamp.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { encodedLike } from './parts/encoded-like.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { DJANGO_JSON, PYTHON_JSON, writeJson } from './parts/json-writer.ts';
import { fromPythonBase64, toPythonBase64 } from './parts/python-base64.ts';
import { looksRandom } from './parts/random-text.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { isSameJson } from './parts/text-content.ts';
import { zlibCompress } from './parts/zlib/zlib-compress.ts';

/**
 * A value that Python's itsdangerous signed with its Signer, TimestampSigner, Serializer or one of the URL-safe
 * serializers: `value.signature`, or `value.timestamp.signature`. Sessions of Flask and Starlette have this form too,
 * and separate formats. The key is derived from the secret and a salt, which separates the uses: the salt of the
 * library, of an extension of Flask, or of the app, which is given as `salt:NAME:SECRET`. Source: itsdangerous
 * signer.py, timed.py, url_safe.py.
 */
export const itsdangerous: CookieFormatModule = {
  format: 'itsdangerous',
  recognise({ text }) {
    const parts = split(text);
    if (parts === null || parts.value === '' || isToken(parts)) return 0;
    const { kind } = contentOf(parts.value);
    if (kind === 'text') {
      // Names of hosts and files have dots too.
      if (parts.timestamp === null) return looksRandom(parts.signature) ? (parts.digest === 'sha1' ? 0.5 : 0.35) : 0;
      return isDamagedJson(parts.value) ? 0.4 : 0.8;
    }
    if (parts.timestamp !== null) return 0.96;
    return kind === 'json-text' && parts.digest !== 'sha1' ? 0.38 : 0.88;
  },
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['payload', text]]) });
    const content = contentOf(parts.value);
    const seconds = parts.timestamp === null ? null : decodeTimestamp(parts.timestamp);
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptKeys(parts, secret));
    const notes: CookieNote[] = content.isPacked ? ['compressed'] : [];
    const shown = {
      payload: content.payload,
      signedAtMs: seconds === null ? null : seconds * 1000,
      notes,
      segments: segmentsOf([
        ['payload', parts.value],
        ['separator', '.'],
        ...(parts.timestamp === null
          ? []
          : ([
              ['timestamp', parts.timestamp],
              ['separator', '.'],
            ] as const)),
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) {
      const verdict = mismatch(check.secrets, attempt);
      return reading({ ...shown, ...verdict, notes: withSaltNote(notes, verdict.reason) });
    }
    // The library has no default limit: the app passes one when it reads the value.
    return reading(seconds === null ? shown : { ...shown, ...ageOf(seconds * 1000, check, Infinity, notes) });
  },
  sign(payload, secret, { like, nowMs }) {
    const old = like === null ? null : split(like.text);
    const attempt = old === null ? null : attemptKeys(old, secret);
    const key = attempt?.matches ? attempt.key : keysOf(old ?? NEW, secret)[0]?.key;
    const value = old === null ? urlSafe(payload) : valueLike(payload, old.value);
    if (key === undefined || value === null) return { ok: false, reason: 'payload-unusable' };
    const isTimed = old === null || old.timestamp !== null;
    const signedText = isTimed ? `${value}.${encodeTimestamp(nowMs / 1000)}` : value;
    return signed(encodedLike(`${signedText}.${toPythonBase64(hmac(old?.digest ?? 'sha1', key, signedText))}`, like));
  },
};

type Parts = {
  readonly value: string;
  readonly timestamp: string | null;
  readonly signature: string;
  /** The signed text: everything before the last dot. */
  readonly signedText: string;
  readonly digest: Digest;
};

/** The digest by the length of its base64 without padding. */
const DIGEST_OF_LENGTH: Readonly<Record<number, Digest>> = { 27: 'sha1', 43: 'sha256', 64: 'sha384', 86: 'sha512' };

/** A timestamp is one where it reads as a time between 1990 and 2106. */
function split(text: string): Parts | null {
  const last = text.lastIndexOf('.');
  const signature = text.slice(last + 1);
  const digest = DIGEST_OF_LENGTH[signature.length];
  if (last < 1 || digest === undefined || !/^[\w-]+$/.test(signature)) return null;
  const signedText = text.slice(0, last);
  const [, value = signedText, timestamp = null] = /^(.*)\.([J-Za-z0-9_-][\w-]{4}[AQgw])$/s.exec(signedText) ?? [];
  return { value, timestamp, signature, signedText, digest };
}

/** A new value has a time. */
const NEW = { value: '', timestamp: '', digest: 'sha1' } as const;

/** A JSON Web Token has the same letters and two dots, but other kinds of keys. Its header distinguishes it. */
function isToken({ value }: Parts): boolean {
  const header = /^(ey[\w-]+)\./.exec(value);
  return header !== null && contentOf(header[1] ?? '').kind === 'url-safe';
}

type Content = {
  /** `url-safe`: JSON in base64url; `json-text`: JSON as it is; `text`: anything else. */
  readonly kind: 'url-safe' | 'json-text' | 'text';
  readonly payload: Json;
  readonly isPacked: boolean;
};

function contentOf(value: string): Content {
  const isPacked = value.startsWith('.');
  const bytes = /^\.?[\w-]+$/.test(value) ? fromPythonBase64(isPacked ? value.slice(1) : value) : null;
  const plain = isPacked && bytes !== null ? unpackAs(bytes, 'zlib') : bytes;
  const encoded = plain === null || plain === 'too-large' ? undefined : jsonOf(utf8Of(plain));
  if (encoded !== undefined) return { kind: 'url-safe', payload: encoded, isPacked };
  const json = /^[[{"]/.test(value) ? jsonOf(value) : undefined;
  if (json !== undefined) return { kind: 'json-text', payload: json, isPacked: false };
  return { kind: 'text', payload: value, isPacked: false };
}

function jsonOf(text: string | null): Json | undefined {
  const read = text === null || text === '' ? null : readJson(text, { hasPythonConstants: true });
  return read?.ok ? read.value : undefined;
}

/** A value that is marked as compressed, or starts like an object in base64url, but cannot be read. */
function isDamagedJson(value: string): boolean {
  return value.startsWith('.') || /^eyJ[\w-]*$/.test(value);
}

/**
 * The salts of the library, of Flask and of its extensions: Flask-WTF, Flask-Session, Quart-Auth, Flask-Security.
 * Source: the default settings of each.
 */
const USUAL_SALTS = [
  'itsdangerous',
  'itsdangerous.Signer',
  'cookie-session',
  'flask-session',
  'wtf-csrf-token',
  'quart auth',
  'remember-salt',
  'confirm-salt',
  'reset-salt',
  'login-salt',
  // Of tutorials.
  'activate',
  'auth',
  'email-confirm',
  'password-reset',
] as const;

type Derivation = 'django-concat' | 'hmac' | 'concat' | 'none';
const DERIVATIONS: readonly Derivation[] = ['django-concat', 'hmac', 'concat', 'none'];

type Key = { readonly key: Buffer; readonly formula: string };

/** The most likely keys first: those with a given salt, then those with the usual salts. */
function keysOf(
  { value, timestamp, digest }: Pick<Parts, 'value' | 'timestamp' | 'digest'>,
  secret: string | Buffer,
): Key[] {
  const given = saltedSecret(secret);
  // With the secret as the key, a text without a time is a signed value of many other programs too.
  const isOthersToo = timestamp === null && contentOf(value).kind !== 'url-safe';
  return [
    ...(given === null ? [] : DERIVATIONS.map((how) => derived(how, given.salt, given.secret, digest))),
    ...USUAL_SALTS.flatMap((salt) => [
      derived('django-concat', salt, secret, digest),
      derived('hmac', salt, secret, digest),
    ]),
    derived('concat', 'itsdangerous', secret, digest),
    derived('concat', 'itsdangerous.Signer', secret, digest),
    ...(isOthersToo ? [] : [derived('none', '', secret, digest)]),
  ];
}

function derived(how: Derivation, salt: string, secret: string | Buffer, digest: Digest): Key {
  const label = digest.toUpperCase();
  switch (how) {
    case 'django-concat':
      return { key: hash(digest, `${salt}signer`, secret), formula: `${label}("${salt}" + "signer" + secret)` };
    case 'hmac':
      return { key: hmac(digest, secret, salt), formula: `HMAC-${label}(secret, "${salt}")` };
    case 'concat':
      return { key: hash(digest, salt, secret), formula: `${label}("${salt}" + secret)` };
    case 'none':
      return { key: Buffer.from(secret), formula: 'the secret as it is' };
  }
}

function hash(digest: Digest, text: string, secret: string | Buffer): Buffer {
  return createHash(digest).update(text).update(secret).digest();
}

function attemptKeys(parts: Parts, secret: string | Buffer) {
  let first: ReturnType<typeof attemptKey> | null = null;
  for (const key of keysOf(parts, secret)) {
    const attempt = attemptKey(parts, key);
    if (attempt.matches || attempt.provesTampering !== null) return attempt;
    first ??= attempt;
  }
  return first;
}

function attemptKey({ signedText, signature, digest }: Parts, { key, formula }: Key) {
  const mac = hmac(digest, key, signedText);
  const expected = toPythonBase64(mac);
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last dot', signedText),
    step('key', formula, key),
    step('mac', `HMAC-${digest.toUpperCase()}(key, signed text)`, mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  const given = fromPythonBase64(signature);
  return {
    key,
    matches: given !== null && isSameMac(given, mac),
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? ('signature' as const) : null,
  };
}

/**
 * Writes a payload in the encoding of the edited value. Null if the old value was a text that is not JSON and the new
 * one is not a text.
 */
function valueLike(payload: Json, old: string): string | null {
  const { kind, payload: before } = contentOf(old);
  if (isSameJson(before, payload)) return old;
  if (kind === 'url-safe') return urlSafe(payload);
  if (kind === 'json-text') return writeJson(payload, PYTHON_JSON);
  return typeof payload === 'string' && payload !== '' ? payload : null;
}

/** JSON in base64url, packed where that saves more than one byte. */
function urlSafe(payload: Json): string {
  const json = Buffer.from(writeJson(payload, DJANGO_JSON));
  const packed = zlibCompress(json);
  return packed.length < json.length - 1 ? `.${toPythonBase64(packed)}` : toPythonBase64(json);
}
