import { z } from 'zod';
import { storeFaultCodeSchema, storeWhySchema } from './store-why.ts';

const place = {
  kind: z.enum(['redis', 'postgres']),
  /** Where it is, without a password. */
  shown: z.string(),
};

/** The store that keeps the sessions of the tutorial site in the place of SQLite, and whether it can be used now. */
export const sharedStoreSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), ...place }),
  z.object({ state: z.literal('connected'), ...place }),
  /** The site answers with 503 until the store is back. `detail`: the sentence about `why` in English. */
  z.object({
    state: z.literal('away'),
    ...place,
    code: storeFaultCodeSchema,
    why: storeWhySchema,
    detail: z.string(),
    sinceMs: z.number(),
    /** Whether it is connected to again by itself, after growing pauses. */
    isTriedAgain: z.boolean(),
  }),
]);
export type SharedStore = z.infer<typeof sharedStoreSchema>;
