import { z } from 'zod';
import { cookieChoiceReasonSchema } from './evidence.ts';

/** A cookie of a watched app that may be its session's, with what speaks for it. */
export const sessionCookieCandidateSchema = z.object({
  name: z.string(),
  reasons: z.array(cookieChoiceReasonSchema),
  /** The sum of what speaks for it. A cookie is taken from 1 on. The one that the user has chosen has 100. */
  weight: z.number(),
});
export type SessionCookieCandidate = z.infer<typeof sessionCookieCandidateSchema>;
