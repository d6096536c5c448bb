/** How a record that was made from outside of the app came to know what it says of the session. */
import { z } from 'zod';
import { cookieFormatSchema } from './decoded-cookie.ts';

/** Why a cookie is taken for the session's. */
export const cookieChoiceReasonSchema = z.enum([
  /** The user has chosen it. */
  'chosen',
  /** Its name is the default of a framework, or says that it is a session's. */
  'known-name',
  /** Its value has the form that a framework gives to session cookies. */
  'known-format',
  /** It is HttpOnly, as session cookies are and most others are not. */
  'http-only',
  /** It was set or changed by the answer to a form that looks like a login. */
  'changes-at-login',
]);
export type CookieChoiceReason = z.infer<typeof cookieChoiceReasonSchema>;

/** What one side of a request is known by: the session before it, or after it. */
export const sideEvidenceSchema = z.enum([
  /** The cookie holds the data, and one of the secrets has signed it. */
  'verified',
  /** The cookie holds the data. It was not verified. */
  'decoded',
  /** The cookie holds the id and not the data. */
  'id-only',
  /** The answer did not set the cookie, so the cookie is the one that came. */
  'unchanged',
  /** The answer deletes the cookie. */
  'deleted',
  /** The cookie is encrypted, and no secret that opens it was given. */
  'encrypted',
  /** The cookie cannot be read as any format that is known. */
  'unreadable',
  /** There was no cookie. */
  'no-cookie',
  /** No cookie of this app looks like the session's so far. */
  'cookie-unknown',
]);
export type SideEvidence = z.infer<typeof sideEvidenceSchema>;

/** What a cookie is by its name and its form, as far as these tell. */
export const cookieKindSchema = z.enum([
  /** It has the name of a session's. */
  'session-like',
  /** A token against forged requests. */
  'csrf',
  /** A long-lived cookie from which an app begins a session. */
  'remember-me',
  /** Messages for the next page. */
  'flash',
  /** A JSON Web Token. */
  'token',
  'other',
]);
export type CookieKind = z.infer<typeof cookieKindSchema>;

export const seenCookieSchema = z.object({
  name: z.string(),
  kind: cookieKindSchema,
  /** Null: no format fits. */
  format: cookieFormatSchema.nullable(),
});
export type SeenCookie = z.infer<typeof seenCookieSchema>;

export const evidenceSchema = z.object({
  /** Why this cookie is taken for the session's; empty if none is. */
  sessionCookie: z.array(cookieChoiceReasonSchema),
  /** The format by which the session cookie was read. Null: none fits, or there is no cookie. */
  format: cookieFormatSchema.nullable(),
  before: sideEvidenceSchema,
  after: sideEvidenceSchema,
  /** One of the secrets that were given for the app has signed a cookie of it, so it is the app's. */
  isSecretProved: z.boolean(),
  /** The cookies that came, in order, each of a name once. The session's is among them. */
  cookies: z.array(seenCookieSchema),
});
export type Evidence = z.infer<typeof evidenceSchema>;
