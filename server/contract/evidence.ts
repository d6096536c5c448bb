/** Where the facts about the session come from in a record that was made from outside the app. */
import { z } from 'zod';
import { cookieFormatSchema } from './decoded-cookie.ts';
import { storeEvidenceSchema } from './store-evidence.ts';

/** Why a cookie is assumed to be the session cookie. */
export const cookieChoiceReasonSchema = z.enum([
  /** The user chose it. */
  'chosen',
  /** Its name is the default name of a framework, or contains a word for session. */
  'known-name',
  /** Its value has the form that a framework uses for session cookies. */
  'known-format',
  /** The cookie is HttpOnly, like session cookies and unlike most others. */
  'http-only',
  /** The response to a form that looks like a login set or changed the cookie. */
  'changes-at-login',
  /** The app itself has reported the name, with session-inspector/express. */
  'told-by-app',
]);
export type CookieChoiceReason = z.infer<typeof cookieChoiceReasonSchema>;

/** The source of the session data for one side of a request, before it or after it. */
export const sideEvidenceSchema = z.enum([
  /** The cookie contains the data, and one of the given secrets signed it. */
  'verified',
  /** The cookie contains the data. Its signature was not verified. */
  'decoded',
  /** The cookie contains the id but not the data. */
  'id-only',
  /** The response did not set the cookie, so the received cookie is still the current one. */
  'unchanged',
  /** The answer deletes the cookie. */
  'deleted',
  /** The cookie is encrypted, and no given secret decrypts it. */
  'encrypted',
  /** The value fits no known format. */
  'unreadable',
  /** The cookie contains the id, and the data was read from the app's session store. */
  'stored',
  /** The cookie contains the id, and the session store has no row for it. */
  'not-stored',
  /** The app itself has told the session, with session-inspector/express. */
  'inside',
  /** The request had no session cookie. */
  'no-cookie',
  /** Up to this request, no cookie of the app could be identified as the session cookie. */
  'cookie-unknown',
]);
export type SideEvidence = z.infer<typeof sideEvidenceSchema>;

/** The kind of a cookie, as far as its name and form show it. */
export const cookieKindSchema = z.enum([
  /** Its name is that of a session cookie. */
  'session-like',
  /** A token against cross-site request forgery. */
  'csrf',
  /** A long-lived cookie from which an app starts a session ("remember me"). */
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
  /** Null if no format fits. */
  format: cookieFormatSchema.nullable(),
});
export type SeenCookie = z.infer<typeof seenCookieSchema>;

/** What the app itself has told about a request, with session-inspector/express. */
export const insideEvidenceSchema = z.object({
  state: z.enum([
    /** The session, the calls of the store and the decisions in the record are those of the app. */
    'told',
    /** No session middleware of the app handled the request. */
    'unhandled',
    /** The app was connected, and told nothing of this request in time. */
    'not-in-time',
  ]),
  /** The class of the store of the app, such as `MemoryStore`. Empty if it has no name, or nothing was told. */
  store: z.string(),
  /** The size in bytes of a session that was too large to be told. Null if it was told whole. */
  tooLarge: z.number().int().nullable(),
});
export type InsideEvidence = z.infer<typeof insideEvidenceSchema>;

export const evidenceSchema = z.object({
  /** Why this cookie is assumed to be the session cookie. Empty if there is no such cookie. */
  sessionCookie: z.array(cookieChoiceReasonSchema),
  /** The format in which the session cookie was read. Null if no format fits, or there is no session cookie. */
  format: cookieFormatSchema.nullable(),
  before: sideEvidenceSchema,
  after: sideEvidenceSchema,
  /**
   * Whether one of the given secrets has signed a session cookie, of this request or an earlier one. The secret is then
   * known to belong to the app.
   */
  isSecretProved: z.boolean(),
  /** The received cookies in order, the first of each name, including the session cookie. */
  cookies: z.array(seenCookieSchema),
  /** The facts from the session store of the app. Absent if none was attached. */
  store: storeEvidenceSchema.optional(),
  /** What the app itself has told. Absent if no app at this address uses session-inspector/express. */
  inside: insideEvidenceSchema.optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
