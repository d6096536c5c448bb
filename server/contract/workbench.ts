import { z } from 'zod';
import { cookieFormatSchema, type DecodedCookie } from './decoded-cookie.ts';
import { jsonSchema } from './json.ts';

const secretText = z
  .string()
  .min(1)
  .max(64 * 1024);

/** The input of the workbench. It is sent by POST, because secrets and cookies must not appear in addresses. */
export const decodeInput = z.object({
  /** The pasted text: a bare value, `name=value`, a Cookie header or a Set-Cookie header. */
  text: z.string().max(128 * 1024),
  /** The name of the cookie, if only the value was pasted. */
  name: z.string().max(4096).nullable().default(null),
  /** The first secret signs, all of them verify. */
  secrets: z.array(secretText).max(20).default([]),
  /** Whether to try the secrets of this site after the given ones. */
  usesSiteSecrets: z.boolean().default(true),
  /** The format in which to read the cookie. If absent, the format is detected. */
  format: cookieFormatSchema.optional(),
  /** Whether to try a short list of well-known secrets. */
  checksWeakSecrets: z.boolean().default(false),
});

/** The most likely session cookie of the pasted text, and the other cookies. */
export interface Decoding {
  readonly decoded: DecodedCookie;
  /** The value of the Set-Cookie line that contains the cookie. Null if the cookie is not from such a line. */
  readonly setCookie: string | null;
  /**
   * The number of given secrets. A `decoded.secretNumber` above it means a secret of this site: its number minus this
   * one.
   */
  readonly givenSecrets: number;
  readonly others: readonly {
    name: string | null;
    rawValue: string;
    format: DecodedCookie['format'];
    valid: boolean | null;
  }[];
}

/** Signs an edited payload again. */
export const signInput = z.object({
  format: cookieFormatSchema,
  payload: jsonSchema,
  /** One of the site's secrets, counted from 1, or the text of a secret. */
  secret: z.union([z.object({ siteSecret: z.number().int().min(1) }), z.object({ text: secretText })]),
  name: z.string().max(4096).nullable().default(null),
  /** The raw value of the cookie that was edited. Its variant, digest and expiry are used again. */
  like: z
    .string()
    .max(128 * 1024)
    .nullable()
    .default(null),
});

/** What the window knows about the signing secrets before the user reveals one. */
export interface SecretsState {
  /** In order: the first secret signs, all of them verify. */
  readonly secrets: readonly {
    readonly characters: number;
    readonly isWeak: boolean;
    /** The first 8 hex digits of the secret's SHA-256. They distinguish secrets without revealing them. */
    readonly fingerprint: string;
  }[];
  /**
   * Whether the secrets were given on the command line or in a file for this start. Neither they nor changes to them
   * are stored.
   */
  readonly areGiven: boolean;
  /** Where the generated secret is stored, as a text for people. */
  readonly keptIn: string;
  /** Whether the operating system protects the secret from other programs of the same user. */
  readonly isProtected: boolean;
}
