/**
 * The options of the two session engines, under the names of their own documentation, with the defaults of this app. A
 * change applies from the next request on. Durations have their unit in the name: express-session counts milliseconds,
 * Flask seconds.
 */
import { z } from 'zod';

const sameSiteSchema = z.enum(['strict', 'lax', 'none']).nullable();
/** Browsers cap the age of a cookie at 400 days (draft-ietf-httpbis-rfc6265bis). */
const maxCookieAgeSeconds = 400 * 24 * 60 * 60;

const serverSideCookieSchema = z.object({
  /** Null for a browser-session cookie, which has no Expires. */
  maxAgeMs: z
    .number()
    .int()
    .min(0)
    .max(maxCookieAgeSeconds * 1000)
    .nullable(),
  httpOnly: z.boolean(),
  secure: z.union([z.boolean(), z.literal('auto')]),
  sameSite: sameSiteSchema,
});

/** Null for the default of this app, which depends on the port. A cookie name is a token (RFC 6265 section 4.1.1). */
const cookieNameSchema = z
  .string()
  .regex(/^[\w!#$%&'*+\-.^`|~]{1,100}$/)
  .nullable();

/** The options of express-session 1.19. */
export const serverSideOptionsSchema = z.object({
  name: cookieNameSchema,
  resave: z.boolean(),
  saveUninitialized: z.boolean(),
  rolling: z.boolean(),
  unset: z.enum(['keep', 'destroy']),
  cookie: serverSideCookieSchema,
});
export type ServerSideOptions = z.infer<typeof serverSideOptionsSchema>;

/**
 * The defaults differ from those of express-session where its own are deprecated or unsafe: resave, saveUninitialized,
 * sameSite.
 */
export const defaultServerSideOptions: ServerSideOptions = {
  name: null,
  resave: false,
  saveUninitialized: false,
  rolling: false,
  unset: 'keep',
  cookie: { maxAgeMs: null, httpOnly: true, secure: false, sameSite: 'lax' },
};

/** The session options of Flask 3.1, section "Configuration Handling". */
export const clientSideOptionsSchema = z.object({
  /** SESSION_COOKIE_NAME */
  cookieName: cookieNameSchema,
  /** SESSION_COOKIE_HTTPONLY */
  httpOnly: z.boolean(),
  /** SESSION_COOKIE_SECURE */
  secure: z.boolean(),
  /** SESSION_COOKIE_SAMESITE */
  sameSite: sameSiteSchema,
  /** PERMANENT_SESSION_LIFETIME. It also limits the age of a signature, for every session. */
  permanentLifetimeSeconds: z.number().int().min(1).max(maxCookieAgeSeconds),
  /** SESSION_REFRESH_EACH_REQUEST: whether the cookie of a permanent session is sent with every response. */
  refreshEachRequest: z.boolean(),
  /** Whether the site marks a session as permanent (`session.permanent = True`) when it sets a key. */
  permanent: z.boolean(),
  /** If false, the app behaves as without a SECRET_KEY: every session reads as empty, and every write fails. */
  hasSecret: z.boolean(),
});
export type ClientSideOptions = z.infer<typeof clientSideOptionsSchema>;

/** The defaults of Flask. */
export const defaultClientSideOptions: ClientSideOptions = {
  cookieName: null,
  httpOnly: true,
  secure: false,
  sameSite: null,
  permanentLifetimeSeconds: 31 * 24 * 60 * 60,
  refreshEachRequest: true,
  permanent: false,
  hasSecret: true,
};
