import { z } from 'zod';
import { cookieRefusalSchema } from './http/cookie-refusal.ts';

/**
 * Why a cookie did not come with a request. `other-host`, `path`, `secure`, `same-site`, `partitioned`: the client
 * holds it, and it does not belong to this request. The others: the client does not hold it any more, or never did.
 * `replaced`: another cookie stands in its place, of the same name. `unknown`: nothing in the log explains it.
 */
export const LOST_COOKIE_REASONS = [
  'other-host',
  'path',
  'secure',
  'same-site',
  'expired',
  'deleted',
  'refused',
  'replaced',
  'evicted',
  'partitioned',
  'unknown',
] as const;
export const lostCookieReasonSchema = z.enum(LOST_COOKIE_REASONS);
export type LostCookieReason = z.infer<typeof lostCookieReasonSchema>;

/** What a sentence about a cookie needs, as far as it is known. */
export const cookieAboutSchema = z.object({
  /** The row whose Set-Cookie it was, where `decidedBy` is another row. */
  setBy: z.number().int().optional(),
  /** The host that the cookie belongs to, and its path. */
  domain: z.string().optional(),
  path: z.string().optional(),
  /** The host of the request, for `other-host`. */
  host: z.string().optional(),
  /** `expired`: when, in wall-clock ms; and the Max-Age of its line, in seconds, if that decided. */
  endedAtMs: z.number().optional(),
  maxAgeSeconds: z.number().optional(),
  /** `same-site`: the mode of the cookie; `default` without one that browsers know. */
  sameSite: z.enum(['strict', 'lax', 'none', 'default']).optional(),
  /** `refused`: the reason that was decided first. */
  refusal: cookieRefusalSchema.optional(),
  /** `replaced`: the host and the port of the other app that did it. */
  app: z.string().optional(),
  /** By its name and its value it is a session's. */
  isSession: z.literal(true).optional(),
  /** It belongs to another site than the request, so that nobody would miss it there. */
  isOfOtherSite: z.literal(true).optional(),
  /** What the model of the client had predicted, where the client did otherwise: that it comes, or why not. */
  predicted: z.enum(['comes', ...LOST_COOKIE_REASONS]).optional(),
});
export type CookieAbout = z.infer<typeof cookieAboutSchema>;

/**
 * A cookie that the client of a request is believed to hold, or was sent and does not hold; or one that came without
 * being expected. `decidedBy` is the row that decided: for a cookie that came, the row that set it, null if the log
 * does not have that row.
 */
export const expectedCookieSchema = z.object({
  name: z.string(),
  came: z.boolean(),
  /** Null for a cookie that came. */
  why: lostCookieReasonSchema.nullable(),
  /** The step or the limit that decided; null where none did. */
  rule: z.string().nullable(),
  decidedBy: z.number().int().nullable(),
  about: cookieAboutSchema.optional(),
});
export type ExpectedCookie = z.infer<typeof expectedCookieSchema>;

/** Whether a cookie that was expected here did not come. A cookie of another site is not expected. */
export function isMissing({ came, about }: ExpectedCookie): boolean {
  return !came && about?.isOfOtherSite !== true;
}
