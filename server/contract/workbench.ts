import { z } from 'zod';
import { cookieFormatSchema, type DecodedCookie } from './decoded-cookie.ts';
import { jsonSchema } from './json.ts';

const secretText = z
  .string()
  .min(1)
  .max(64 * 1024);

/** What the workbench is given to look at. Sent by POST: secrets and cookies do not belong into addresses. */
export const decodeInput = z.object({
  /** As it was pasted: a bare value, `name=value`, a Cookie header or a Set-Cookie header. */
  text: z.string().max(128 * 1024),
  /** The cookie's name, if only its value was pasted. */
  name: z.string().max(4096).nullable().default(null),
  /** The first signs, all verify. */
  secrets: z.array(secretText).max(20).default([]),
  /** Also try the secrets of this site, after those given. */
  usesSiteSecrets: z.boolean().default(true),
  /** Read it as this, whatever it looks like. */
  format: cookieFormatSchema.optional(),
  /** Also try a short list of well-known secrets. */
  checksWeakSecrets: z.boolean().default(false),
});

/** The most likely session cookie in what was pasted, and the others. */
export interface Decoding {
  readonly decoded: DecodedCookie;
  /** The line of Set-Cookie from which that cookie was read, without the name of the header; null if it was none. */
  readonly setCookie: string | null;
  /** `decoded.secretNumber` above this number means a secret of this site: site secret n - this. */
  readonly givenSecrets: number;
  readonly others: readonly {
    name: string | null;
    rawValue: string;
    format: DecodedCookie['format'];
    valid: boolean;
  }[];
}

/** Signs an edited payload again. */
export const signInput = z.object({
  format: cookieFormatSchema,
  payload: jsonSchema,
  /** One of the site's secrets, counted from 1, or a text. */
  secret: z.union([z.object({ siteSecret: z.number().int().min(1) }), z.object({ text: secretText })]),
  name: z.string().max(4096).nullable().default(null),
  /** The raw value of the cookie that was edited: variant, digest and expiry are taken from it. */
  like: z
    .string()
    .max(128 * 1024)
    .nullable()
    .default(null),
});

/** What the window knows of the signing secrets as long as nobody asks to see one. */
export interface SecretsState {
  /** In their order: the first signs, all verify. */
  readonly secrets: readonly {
    readonly characters: number;
    readonly isWeak: boolean;
    /** The first 8 hex digits of its SHA-256: tells secrets apart without telling them. */
    readonly fingerprint: string;
  }[];
  /** Given on the command line or in a file for this start; neither they nor changes to them are kept. */
  readonly areGiven: boolean;
  /** For people: where the generated secret is kept. */
  readonly keptIn: string;
  /** The operating system protects it from other programs of the same user. */
  readonly isProtected: boolean;
}
