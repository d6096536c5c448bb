import { z } from 'zod';
import { verdictSchema } from './verdict.ts';

/**
 * Where the cookies of the simulated browsers and the rows of the store do not match. Lists are bounded, counts are
 * exact.
 */
export const sessionDriftSchema = z.object({
  /** Live rows that no simulated browser holds. They may belong to other browsers. */
  orphanSids: z.array(z.string()),
  orphanCount: z.number().int(),
  /** Simulated browsers whose cookie would be refused, with the reason. `sid` is null if the cookie contains none. */
  ghosts: z.array(
    z.object({ actorId: z.string(), actorName: z.string(), sid: z.string().nullable(), verdict: verdictSchema }),
  ),
  /** Rows that have expired but were not deleted yet. */
  expiredCount: z.number().int(),
});
export type SessionDrift = z.infer<typeof sessionDriftSchema>;
