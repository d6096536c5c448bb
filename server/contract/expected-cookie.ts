import { z } from 'zod';
import { cookieRefusalSchema } from './http/cookie-refusal.ts';
import { LOST_COOKIE_REASONS, PREDICTIONS } from './lost-cookie-reasons.ts';

export const lostCookieReasonSchema = z.enum(LOST_COOKIE_REASONS);
export type LostCookieReason = z.infer<typeof lostCookieReasonSchema>;

/** The facts that a sentence about a cookie needs. A fact is absent if it is unknown or does not apply. */
export const cookieAboutSchema = z.object({
  /** The row with the Set-Cookie of this cookie, if `decidedBy` is another row. */
  setBy: z.number().int().optional(),
  /** The host and the path of the cookie. */
  domain: z.string().optional(),
  path: z.string().optional(),
  /** The host of the request, for `other-host`. */
  host: z.string().optional(),
  /**
   * For `expired`: the wall-clock ms of the expiry, and the Max-Age of the Set-Cookie line in seconds if that attribute
   * decided.
   */
  endedAtMs: z.number().optional(),
  maxAgeSeconds: z.number().optional(),
  /** For `same-site`: the SameSite mode of the cookie. It is `default` if the attribute is absent or not recognised. */
  sameSite: z.enum(['strict', 'lax', 'none', 'default']).optional(),
  /** For `refused`: the first reason. */
  refusal: cookieRefusalSchema.optional(),
  /** For `replaced`: host and port of the other app that set the new cookie. */
  app: z.string().optional(),
  /** Whether name and value look like a session cookie. */
  isSession: z.literal(true).optional(),
  /**
   * Whether the cookie belongs to a site other than that of the request. Such a cookie is not expected with the
   * request.
   */
  isOfOtherSite: z.literal(true).optional(),
  /** The prediction of the browser model, if the client behaved differently: `comes`, or the reason for not sending. */
  predicted: z.enum(PREDICTIONS).optional(),
});
export type CookieAbout = z.infer<typeof cookieAboutSchema>;

/**
 * A cookie that the client of a request is believed to have, or that was sent to the client but not stored; or a cookie
 * that arrived unexpectedly. `decidedBy` is the row that decided. For a cookie that arrived it is the row that set it,
 * or null if that row is not in the log.
 */
export const expectedCookieSchema = z.object({
  name: z.string(),
  came: z.boolean(),
  /** Null for a cookie that arrived. */
  why: lostCookieReasonSchema.nullable(),
  /** The specification step or the limit that decided. Null if there is none. */
  rule: z.string().nullable(),
  decidedBy: z.number().int().nullable(),
  about: cookieAboutSchema.optional(),
});
export type ExpectedCookie = z.infer<typeof expectedCookieSchema>;
