/**
 * What the decoders say of one cookie (server/cookie/formats). Terms: *raw value* is the value as it stood in the
 * header, still quoted and percent-encoded; offsets count its UTF-16 code units. Signed is not encrypted. Secrets are
 * counted from 1.
 */
import { z } from 'zod';
import { jsonSchema } from './json.ts';

export const cookieFormatSchema = z.enum([
  'jwt',
  'jwe',
  'iron-session',
  'express-session',
  'cookie-parser-signed',
  'cookie-parser-json',
  'react-router',
  'fastify-session',
  'better-auth',
  'better-auth-data',
  'auth0-signed',
  'signed-value',
  'supabase',
  'laravel',
  'rails-encrypted',
  'rails-encrypted-cbc',
  'rails-signed',
  'rack',
  'rack-encrypted',
  'django',
  'starlette',
  'tornado',
  'gorilla',
  'phoenix',
  'phoenix-encrypted',
  'pyramid',
  'auth-tkt',
  'play-legacy',
  'bottle',
  'fernet',
  'yii',
  'wordpress',
  'spring-session',
  'drupal',
  'tornado-xsrf',
  'aspnet-core',
  'fastify-secure-session',
  'aiohttp-nacl',
  'cakephp',
  'flask',
  'flask-session-id',
  'flask-login',
  'cookie-session',
  'itsdangerous',
  'base64-json',
  'plain-json',
  'value-with-mac',
  'packed-data',
  'serialized-data',
  'encoded-text',
  'php-session-id',
  'django-session-id',
  'java-session-id',
  'aspnet-session-id',
  'opaque-id',
  'encoded-bytes',
]);
export type CookieFormat = z.infer<typeof cookieFormatSchema>;

/** Why a cookie is not valid. */
export const notValidReasonSchema = z.enum([
  /** No format fits well enough to be named. */
  'not-recognised',
  /** It has the look of the format, but cannot be taken apart; `where` says at which part. */
  'malformed',
  /** Longer than anything that could have been a cookie; not looked at. */
  'too-large',
  /** The format has no signature: anybody could have written this. */
  'not-signed',
  /** An id, or bytes that cannot be read: only the server knows what they stand for, and whether they are genuine. */
  'opaque',
  /** There is something to verify, but no secret was given. */
  'no-secret',
  /** None of the secrets can be a key of this format (too short, of the wrong kind). */
  'secret-unusable',
  /** The signature is in a cookie of its own, which was not given. */
  'signature-missing',
  /** No secret fits. Whether the secret is the wrong one or the cookie was changed cannot be told. */
  'bad-signature',
  /** The cookie was signed with another secret, which is known: a weak one. */
  'wrong-secret',
  /** Proved to be changed or cut off: the secret fits, or the content is damaged in a way that no writer makes. */
  'tampered',
  /** Genuine, but made for a cookie of another name. */
  'wrong-name',
  'expired',
  /** Its time has not come: `nbf`, or a signature from the future. */
  'not-yet-valid',
  /** A JWT that says it needs no signature. */
  'algorithm-none',
  /** A JWT whose algorithm does not go with the key that was given: the key decides, never the token. */
  'algorithm-mismatch',
  /** A JWT that demands an extension (`crit`) which is not known here, and must then be refused. */
  'unknown-extension',
  /** Encrypted in a way that is only named here. */
  'not-decrypted',
]);
export type NotValidReason = z.infer<typeof notValidReasonSchema>;

export const segmentRoleSchema = z.enum([
  'prefix',
  'header',
  'payload',
  'value',
  'sid',
  'timestamp',
  'expiry',
  'key-id',
  'salt',
  'iv',
  'ciphertext',
  'tag',
  'encrypted-key',
  'signature',
  'version',
  'separator',
  'quote',
]);
export type SegmentRole = z.infer<typeof segmentRoleSchema>;

export const cookieSegmentSchema = z.object({
  role: segmentRoleSchema,
  /** `rawValue.slice(start, end)`. Segments follow each other without gaps. */
  start: z.number().int(),
  end: z.number().int(),
  /** The parts lie inside one base64 text, in which a character can belong to two of them: ends are rounded. */
  isApproximate: z.boolean(),
});
export type CookieSegment = z.infer<typeof cookieSegmentSchema>;

/** One step from the secret to the signature, or to the plain text, with the real value at that point. */
export const derivationStepSchema = z.object({
  step: z.enum(['signed-text', 'key', 'encryption-key', 'mac', 'signature', 'plaintext', 'prefix']),
  /** How it is computed, in terms of the earlier steps: `HMAC-SHA1(secret, "cookie-session")`. */
  formula: z.string(),
  /** Of a value that is bytes. */
  hex: z.string().nullable(),
  /** Of a value that is text. */
  text: z.string().nullable(),
});
export type DerivationStep = z.infer<typeof derivationStepSchema>;

/** Things worth knowing that do not make a cookie invalid. */
export const cookieNoteSchema = z.enum([
  'compressed',
  'legacy-timestamp',
  'older-than-default-lifetime',
  'not-a-time',
  'pickle-not-loaded',
  'marshal-not-loaded',
  'php-not-unserialized',
  'java-not-loaded',
  'dotnet-not-loaded',
  'viewstate-not-loaded',
  'erlang-term',
  'not-json',
  'django-session-row',
  'django-signed-value',
  'django-signing-dumps',
  'django-messages',
  /** Where no secret fits: the salt, which the app chooses, may be another one. */
  'another-salt',
  /** A secret was given from which the framework derives its key in a way that is too slow to do here. */
  'key-not-passphrase',
  'name-not-checked',
  'name-prefix-missing',
  'pre-v8-iron-session',
  'undecodable-escapes',
  'flash-data',
  'packed',
  'message-pack',
  'gob',
  'unknown-bytes',
  'joined-from-parts',
  'part-of-several',
  'access-token-inside',
  'name-needed',
  'key-of-next-auth',
  'key-of-auth-js',
  'key-of-auth0',
  'key-of-better-auth',
]);
export type CookieNote = z.infer<typeof cookieNoteSchema>;

export const decodedCookieSchema = z.object({
  /** Null: a bare value. */
  name: z.string().nullable(),
  rawValue: z.string(),
  /** Null: not recognised. */
  format: cookieFormatSchema.nullable(),
  /** From 0 to 1: how well the format fits. 1 if the caller chose it. */
  confidence: z.number(),
  /** Every format that could fit, the likeliest first. */
  candidates: z.array(z.object({ format: cookieFormatSchema, confidence: z.number() })),
  /** Signed with one of the secrets, and in force now. Nothing else is ever valid. */
  valid: z.boolean(),
  /** Null exactly when valid. */
  reason: notValidReasonSchema.nullable(),
  /** The part at fault, where it can be told. */
  where: segmentRoleSchema.nullable(),
  /** What the cookie says, verified or not: see `signatureMatches`. Null where it cannot be read. */
  payload: jsonSchema,
  /** Null: there is no signature, or no secret to check it with. True for an expired cookie too. */
  signatureMatches: z.boolean().nullable(),
  /** The secret that signed it. */
  secretNumber: z.number().int().nullable(),
  secretsTried: z.number().int(),
  /**
   * The one character that was changed: with `expected` in the place of `found` the cookie would be genuine. Searched
   * for on request.
   */
  edit: z.object({ offset: z.number().int(), found: z.string(), expected: z.string() }).nullable(),
  /** The weak secret that signed it, if such a check was asked for and found one. */
  weakSecret: z.string().nullable(),
  /** A JWT's header. */
  header: jsonSchema,
  signedAtMs: z.number().nullable(),
  notBeforeMs: z.number().nullable(),
  expiresAtMs: z.number().nullable(),
  notes: z.array(cookieNoteSchema),
  segments: z.array(cookieSegmentSchema),
  /** For the secret that fits; if none does, for the first one. Empty without a secret. */
  derivation: z.array(derivationStepSchema),
});
export type DecodedCookie = z.infer<typeof decodedCookieSchema>;

/** What came of signing a payload again. `value` is ready for a Set-Cookie or Cookie header. */
export type SignedCookie =
  | { ok: true; value: string; companion: { name: string; value: string } | null }
  | { ok: false; reason: 'cannot-be-signed' | 'secret-unusable' | 'name-needed' | 'payload-unusable' };
