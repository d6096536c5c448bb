import { z } from 'zod';
import { cookieRefusalSchema } from './http/cookie-refusal.ts';
import { cookieRefusalCodes } from './http/cookie-refusal-codes.ts';

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
