import { z } from 'zod';
import { storeStateSchema } from './store-state.ts';

const place = {
  kind: z.enum(['redis', 'postgres']),
  /** Where it is, without a password. */
  shown: z.string(),
};

/** The store that keeps the sessions of the tutorial site in the place of SQLite, and whether it can be used now. */
export const sharedStoreSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), ...place }),
  z.object({ state: z.literal('connected'), ...place }),
  /** The site answers with 503 until the store is back. `detail` contains the reason and the next step. */
  z.object({
    state: z.literal('away'),
    ...place,
    code: storeStateSchema.options[2].shape.code,
    detail: z.string(),
    sinceMs: z.number(),
  }),
]);
export type SharedStore = z.infer<typeof sharedStoreSchema>;
