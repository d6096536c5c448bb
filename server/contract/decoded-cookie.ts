/**
 * The results of the cookie decoders (server/cookie/formats). The *raw value* is the value as it was in the header,
 * still quoted and percent-encoded. Offsets count UTF-16 code units of the raw value. A signed value is not encrypted.
 * Secrets are numbered from 1.
 */
import { z } from 'zod';
import { COOKIE_FORMAT_IDS } from './cookie-format.ts';
import { jsonSchema } from './json.ts';

export const cookieFormatSchema = z.enum(COOKIE_FORMAT_IDS);

/** Why a cookie is not valid. */
export const notValidReasonSchema = z.enum([
  /** No known format fits well enough. */
  'not-recognised',
  /** The value looks like the format, but it cannot be parsed. `where` names the part that is wrong. */
  'malformed',
  /** Longer than any cookie can be. It was not parsed. */
  'too-large',
  /** The format has no signature, so anyone could have written the value. */
  'not-signed',
  /** An id, or bytes that cannot be read. Only the server can say what it refers to and whether it is genuine. */
  'opaque',
  /** The value has a signature, but no secret was given. */
  'no-secret',
  /** None of the secrets can be a key of this format: each is too short or of the wrong kind. */
  'secret-unusable',
  /** The signature is in a separate cookie, which was not given. */
  'signature-missing',
  /** No secret matches. Either the secret is wrong or the cookie was changed; the value alone does not show which. */
  'bad-signature',
  /** The cookie was signed with a well-known weak secret that is not among the given ones. */
  'wrong-secret',
  /**
   * The cookie was changed or cut off for certain: the secret matches, or the content is damaged in a way that no
   * writer produces.
   */
  'tampered',
  /** The signature is genuine, but it was made for a cookie of another name. */
  'wrong-name',
  'expired',
  /** The cookie is not valid yet, because of `nbf` or a signature with a future time. */
  'not-yet-valid',
  /** A JWT that declares that it has no signature. */
  'algorithm-none',
  /** A JWT whose algorithm does not fit the given key. The key decides the algorithm; the token never does. */
  'algorithm-mismatch',
  /** A JWT that requires an extension (`crit`) which is not supported here, so it must be refused. */
  'unknown-extension',
  /** Encrypted with a method that is recognised here but not supported. */
  'not-decrypted',
]);
export type NotValidReason = z.infer<typeof notValidReasonSchema>;

/** With these reasons nothing was checked, so it is unknown whether the cookie is valid. */
const NOT_CHECKED: ReadonlySet<NotValidReason> = new Set(['opaque', 'no-secret', 'signature-missing', 'not-decrypted']);

/** False if the cookie is certainly not valid, null if that is unknown, because nothing was checked. */
export function invalidOrUnknown(reason: NotValidReason): false | null {
  return NOT_CHECKED.has(reason) ? null : false;
}

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
  /**
   * Whether the ends are rounded. This happens where the parts share one base64 text, in which a character can belong
   * to two parts.
   */
  isApproximate: z.boolean(),
});
export type CookieSegment = z.infer<typeof cookieSegmentSchema>;

/** One step from the secret to the signature or to the plain text, with the actual value after the step. */
export const derivationStepSchema = z.object({
  step: z.enum(['signed-text', 'key', 'encryption-key', 'mac', 'signature', 'plaintext', 'prefix']),
  /** The computation in terms of the earlier steps, such as `HMAC-SHA1(secret, "cookie-session")`. */
  formula: z.string(),
  /** The value of a step that results in bytes, else null. */
  hex: z.string().nullable(),
  /** The value of a step that results in text, else null. */
  text: z.string().nullable(),
});
export type DerivationStep = z.infer<typeof derivationStepSchema>;

/** Remarks on a cookie that do not make it invalid. */
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
  /** No secret matches. The app may use a salt other than the default of its framework. */
  'another-salt',
  /** The framework would derive its key from the given secret with a function that is too slow to run here. */
  'key-not-passphrase',
  'name-not-checked',
  'name-prefix-missing',
  'pre-v8-iron-session',
  'undecodable-escapes',
  'flash-data',
  'packed',
  'message-pack',
  'cbor',
  'bson',
  'igbinary',
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
  /** Null for a bare value. */
  name: z.string().nullable(),
  rawValue: z.string(),
  /** Null if the format was not recognised. */
  format: cookieFormatSchema.nullable(),
  /** How well the format fits, from 0 to 1. It is 1 if the caller chose the format. */
  confidence: z.number(),
  /** Every format that could fit, the most likely first. */
  candidates: z.array(z.object({ format: cookieFormatSchema, confidence: z.number() })),
  /**
   * Whether the cookie was signed with one of the secrets and is valid at this time. Null if that is unknown: an id
   * that only its server can judge, or a signature that was not checked, because the secret or a part of it is missing.
   */
  valid: z.boolean().nullable(),
  /** Null if and only if `valid` is true. */
  reason: notValidReasonSchema.nullable(),
  /** The part that is wrong, if it is known. */
  where: segmentRoleSchema.nullable(),
  /** The content of the cookie, whether verified or not (see `signatureMatches`). Null if it cannot be read. */
  payload: jsonSchema,
  /** Null if there is no signature, or no secret to verify it with. It is also true for an expired cookie. */
  signatureMatches: z.boolean().nullable(),
  /** The number of the secret that signed the cookie. */
  secretNumber: z.number().int().nullable(),
  secretsTried: z.number().int(),
  /**
   * The one character that was changed. With `expected` instead of `found` the cookie would be genuine. It is searched
   * for on request only.
   */
  edit: z.object({ offset: z.number().int(), found: z.string(), expected: z.string() }).nullable(),
  /** The weak secret that signed the cookie. Null if weak secrets were not tried, or none of them matched. */
  weakSecret: z.string().nullable(),
  /** The header of a JWT. */
  header: jsonSchema,
  signedAtMs: z.number().nullable(),
  notBeforeMs: z.number().nullable(),
  expiresAtMs: z.number().nullable(),
  notes: z.array(cookieNoteSchema),
  segments: z.array(cookieSegmentSchema),
  /** The steps for the secret that matches, or for the first secret if none matches. Empty without a secret. */
  derivation: z.array(derivationStepSchema),
});
export type DecodedCookie = z.infer<typeof decodedCookieSchema>;

/** The result of signing a payload again. `value` is ready for a Set-Cookie or Cookie header. */
export type SignedCookie =
  | { ok: true; value: string; companion: { name: string; value: string } | null }
  | { ok: false; reason: 'cannot-be-signed' | 'secret-unusable' | 'name-needed' | 'payload-unusable' };
