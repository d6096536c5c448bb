import { z } from 'zod';
import { cookieRefusalCodes, cookieRefusalSchema } from './http/cookie-refusal.ts';

/**
 * A Set-Cookie line that a browser does not apply as it is. `refused`: the cookie is not stored. `cut`: the cookie is
 * stored for a shorter time than the line requests. `rule` cites the step that decided.
 */
export const setCookieFateSchema = z.object({
  /** The name of the cookie. Empty for a nameless one. */
  name: z.string(),
  fate: z.enum(['refused', 'cut']),
  /** The code of the deciding refusal, or `capped` for a lifetime of more than 400 days. */
  why: z.enum([...cookieRefusalCodes, 'capped']),
  rule: z.string(),
  /** The record whose cookie prevents storage, else the record itself, whose own line decided. */
  decidedBy: z.number().int().nullable(),
  /** Every refusal, the deciding one first. Empty for a cookie whose lifetime is cut. */
  refusals: z.array(cookieRefusalSchema),
});
export type SetCookieFate = z.infer<typeof setCookieFateSchema>;

/** How a browser refused the session cookie of a response. Null if it did not. */
export function refusedSessionCookie(record: {
  readonly cookieName: string;
  readonly setCookieFates?: readonly SetCookieFate[] | undefined;
}): SetCookieFate | null {
  return record.setCookieFates?.find(({ name, fate }) => name === record.cookieName && fate === 'refused') ?? null;
}
