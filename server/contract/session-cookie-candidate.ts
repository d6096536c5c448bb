import { z } from 'zod';
import { cookieChoiceReasonSchema } from './evidence.ts';

/** A cookie of a watched app that may be the session cookie, with the reasons. */
export const sessionCookieCandidateSchema = z.object({
  name: z.string(),
  reasons: z.array(cookieChoiceReasonSchema),
  /**
   * The sum of the weights of its reasons. A cookie can be chosen from a weight of 1 on. A cookie that the user chose
   * or the app told has the weight 100.
   */
  weight: z.number(),
  /**
   * What its values carry: the data of the session, or its id, in which case the data is in a store. Null if its form
   * is not one of a session.
   */
  holds: z.enum(['data', 'id']).nullable(),
});
export type SessionCookieCandidate = z.infer<typeof sessionCookieCandidateSchema>;
