import { z } from 'zod';

/** Where what the browsers hold and what the store holds have drifted apart. Lists are bounded; counts are whole. */
export const sessionDriftSchema = z.object({
  /** Live rows that no simulated browser holds a cookie for. They may belong to a browser outside. */
  orphanSids: z.array(z.string()),
  orphanCount: z.number().int(),
  /** Simulated browsers whose cookie names a session that is gone. */
  ghosts: z.array(z.object({ actorId: z.string(), actorName: z.string(), sid: z.string() })),
  /** Rows that have expired and wait to be swept. */
  expiredCount: z.number().int(),
});
export type SessionDrift = z.infer<typeof sessionDriftSchema>;
