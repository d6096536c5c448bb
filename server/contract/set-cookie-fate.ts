import { z } from 'zod';
import { cookieRefusalCodes, cookieRefusalSchema } from './http/cookie-refusal.ts';

/**
 * What a browser makes of one Set-Cookie line where it does not take the line as it is. `refused`: nothing is kept.
 * `cut`: the cookie is kept, but not for as long as the line asks. `rule` cites the step that decided.
 */
export const setCookieFateSchema = z.object({
  /** Of the cookie; empty for a nameless one. */
  name: z.string(),
  fate: z.enum(['refused', 'cut']),
  /** The code of the refusal that decided, or `capped`: longer than 400 days. */
  why: z.enum([...cookieRefusalCodes, 'capped']),
  rule: z.string(),
  /** The record whose cookie is in the way, else the record itself: its own line decided. */
  decidedBy: z.number().int().nullable(),
  /** Every refusal, the one that decided first; empty for a cookie that is cut. */
  refusals: z.array(cookieRefusalSchema),
});
export type SetCookieFate = z.infer<typeof setCookieFateSchema>;

/** What a browser did with the session cookie of a response, if it refused it; null if not. */
export function refusedSessionCookie(record: {
  readonly cookieName: string;
  readonly setCookieFates?: readonly SetCookieFate[] | undefined;
}): SetCookieFate | null {
  return record.setCookieFates?.find(({ name, fate }) => name === record.cookieName && fate === 'refused') ?? null;
}
