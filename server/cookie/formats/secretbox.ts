import type { CookieFormat } from '../../contract/cookie-format.ts';
import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type Check, type CookieFormatModule, type CookieText, reading, signed, type TextSegment } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { encodedLike, quotedLike } from './parts/encoded-like.ts';
import { JAVASCRIPT_JSON, type JsonStyle, PYTHON_JSON, writeJson } from './parts/json-writer.ts';
import { keyOf32Bytes } from './parts/key-bytes.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { derivedSessionKey, secureSessionKey } from './parts/password-key.ts';
import { mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { BOX_NONCE_BYTES, BOX_TAG_BYTES, openSecretbox, sealSecretbox } from './parts/stream-boxes.ts';
import { isSameJson } from './parts/text-content.ts';

type Derive = (secret: string) => Buffer | null;
type Box = { readonly nonce: Buffer; readonly sealed: Buffer; readonly segments: readonly TextSegment[] };

/** A framework that seals JSON with libsodium's secretbox, and how it writes nonce, tag and ciphertext down. */
type Secretbox = {
  readonly format: CookieFormat;
  confidence(cookie: CookieText): number;
  split(text: string): Box | null;
  join(nonce: Buffer, sealed: Buffer): string;
  written(text: string, like: CookieText | null): string;
  readonly json: JsonStyle;
  /** When it was sealed, in seconds, as the content says. */
  secondsOf(payload: Json): number | null;
  readonly defaultAgeSeconds: number;
  /**
   * The key that the framework derives from a password: now, which takes a second, or before. Null if it derives none.
   */
  readonly keyOfPassword?: { readonly now: Derive; readonly before: Derive };
  /** The notes for a secret that is not a valid key. */
  readonly keyNote: readonly CookieNote[];
};

/**
 * `@fastify/secure-session`: tag and ciphertext, a semicolon, the nonce, each in base64. The key is 32 bytes. With the
 * option `secret` the plugin derives the key with Argon2id in 256 MB (see parts/password-key.ts). Source: its index.js.
 */
const fastifySecureSession: Secretbox = {
  format: 'fastify-secure-session',
  confidence: () => 0.97,
  split(text) {
    const [, sealed = '', nonce = ''] = /^([A-Za-z0-9+/]{22,}={0,2});([A-Za-z0-9+/]{32})$/.exec(text) ?? [];
    const bytes = fromBase64(sealed);
    if (bytes === null || nonce === '' || bytes.length < BOX_TAG_BYTES) return null;
    return {
      nonce: Buffer.from(nonce, 'base64'),
      sealed: bytes,
      segments: segmentsOf([
        ['ciphertext', sealed],
        ['separator', ';'],
        ['iv', nonce],
      ]),
    };
  },
  join: (nonce, sealed) => `${sealed.toString('base64')};${nonce.toString('base64')}`,
  written: encodedLike,
  json: JAVASCRIPT_JSON,
  secondsOf: (payload) => (isObject(payload) ? secondsIn(payload.__ts) : null),
  defaultAgeSeconds: 86_401,
  keyOfPassword: { now: secureSessionKey, before: derivedSessionKey },
  keyNote: ['key-not-passphrase'],
};

/**
 * aiohttp_session's NaClCookieStorage: base64 of nonce, tag and ciphertext. Source: aiohttp_session/nacl_storage.py,
 * PyNaCl's SecretBox.
 */
const aiohttpNacl: Secretbox = {
  format: 'aiohttp-nacl',
  // By its form alone it could be any random bytes.
  confidence: ({ name }) => (name !== null && /aiohttp/i.test(name) ? 0.9 : 0.2),
  split(text) {
    const bytes = fromBase64(text);
    if (bytes === null || bytes.length < BOX_NONCE_BYTES + BOX_TAG_BYTES + 2) return null;
    const sizes = [
      ['iv', BOX_NONCE_BYTES],
      ['tag', BOX_TAG_BYTES],
      ['ciphertext', bytes.length - BOX_NONCE_BYTES - BOX_TAG_BYTES],
    ] as const;
    return {
      nonce: bytes.subarray(0, BOX_NONCE_BYTES),
      sealed: bytes.subarray(BOX_NONCE_BYTES),
      segments: segmentsInBase64(sizes, text.length),
    };
  },
  join: (nonce, sealed) => Buffer.concat([nonce, sealed]).toString('base64'),
  written: quotedLike,
  json: PYTHON_JSON,
  secondsOf: (payload) => (isObject(payload) ? secondsIn(payload.created) : null),
  defaultAgeSeconds: Infinity,
  keyNote: [],
};

/** Cookies that libsodium's secretbox (XSalsa20 with Poly1305) has encrypted. */
export const secretboxCookies: readonly CookieFormatModule[] = [fastifySecureSession, aiohttpNacl].map(moduleOf);

function moduleOf(box: Secretbox): CookieFormatModule {
  return {
    format: box.format,
    recognise: (cookie) => (box.split(cookie.text) === null ? 0 : box.confidence(cookie)),
    read(cookie, check) {
      const parts = box.split(cookie.text);
      const segments = segmentsOf([['ciphertext', cookie.text]]);
      return parts === null ? reading({ reason: 'malformed', where: 'ciphertext', segments }) : read(box, parts, check);
    },
    sign(payload, secret, { like, randomBytes }) {
      const key = keyOf32Bytes(secret);
      if (key === null) return { ok: false, reason: 'secret-unusable' };
      const old = like === null ? null : box.split(like.text);
      const oldPlain = old === null ? null : openSecretbox(key, old.nonce, old.sealed);
      const isSame = oldPlain !== null && isSameJson(contentOf(oldPlain).payload, payload);
      const content = isSame ? oldPlain : Buffer.from(writeJson(payload, box.json));
      const nonce = randomBytes(BOX_NONCE_BYTES);
      return signed(box.written(box.join(nonce, sealSecretbox(key, nonce, content)), like));
    },
  };
}

function read(box: Secretbox, parts: Box, check: Check) {
  const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => {
    const byKey = attemptKey(parts, keyOf32Bytes(secret), 'the 32 bytes of the secret');
    if (byKey?.matches || typeof secret !== 'string') return byKey;
    const ofPassword = box.keyOfPassword?.[check.mayTakeSeconds ? 'now' : 'before'](secret) ?? null;
    return attemptKey(parts, ofPassword, 'Argon2id(secret, salt of the plugin, 3 passes, 256 MiB)') ?? byKey;
  });
  const content = attempt?.plain ? contentOf(attempt.plain) : null;
  const seconds = content === null ? null : box.secondsOf(content.payload);
  const shown = {
    payload: content?.payload ?? null,
    notes: content?.notes ?? [],
    signedAtMs: seconds === null ? null : seconds * 1000,
    segments: parts.segments,
    secretNumber,
    signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
    derivation: attempt?.derivation ?? [],
  };
  if (secretNumber === null) {
    const verdict = mismatch(check.secrets, attempt);
    const notes = verdict.reason === 'secret-unusable' ? box.keyNote : [];
    return reading({ ...shown, ...verdict, notes });
  }
  if (seconds === null) return reading(shown);
  return reading({ ...shown, ...ageOf(seconds * 1000, check, box.defaultAgeSeconds, shown.notes) });
}

function attemptKey({ nonce, sealed }: Box, key: Buffer | null, origin: string) {
  if (key === null) return null;
  const plain = openSecretbox(key, nonce, sealed);
  const derivation: DerivationStep[] = [step('encryption-key', origin, key)];
  if (plain !== null) derivation.push(step('plaintext', 'XSalsa20-Poly1305(encryption key, iv)', plain));
  return { plain, matches: plain !== null, derivation };
}

function contentOf(plain: Buffer): { payload: Json; notes: CookieNote[] } {
  const text = utf8Of(plain);
  const json = text === null ? null : readJson(text, { hasPythonConstants: true });
  if (json?.ok) return { payload: json.value, notes: [] };
  return { payload: text ?? opaqueValue('bytes', plain), notes: [NOTE_OF_OPAQUE.bytes] };
}

function secondsIn(value: Json | undefined): number | null {
  return typeof value === 'number' && value > 0 && value < 8.64e12 ? Math.floor(value) : null;
}
