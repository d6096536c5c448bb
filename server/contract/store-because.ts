/** Why a session store is taken for one kind, for sentences in any language. */
import { z } from 'zod';

const count = z.number().int();

export const storeBecauseSchema = z.discriminatedUnion('code', [
  /** A table has these columns. `isOwnName`: the table has a name that the app has chosen. */
  z.object({
    code: z.literal('columns'),
    table: z.string(),
    key: z.string(),
    value: z.string(),
    isOwnName: z.boolean(),
  }),
  /** So many of the names that were looked at have the form of this kind. */
  z.object({ code: z.literal('names'), count, of: count }),
  /** So many keys begin with this text, and the framework of the app is known. */
  z.object({ code: z.literal('prefix'), count, prefix: z.string() }),
  /** So many of the values that were read contain the cookie of express-session. */
  z.object({ code: z.literal('express-cookie'), count, of: count, prefix: z.string() }),
  /** Nothing shows the kind so far. `isEmpty`: the store has no row at all. */
  z.object({ code: z.literal('guessed'), isEmpty: z.boolean(), by: z.enum(['framework', 'folder-name']) }),
  /** A person gave the kind with the address. */
  z.object({ code: z.literal('kind-given') }),
  /** A person gave the columns. */
  z.object({
    code: z.literal('columns-given'),
    table: z.string(),
    key: z.string(),
    value: z.string(),
    expiry: z.string().nullable(),
  }),
]);
export type StoreBecause = z.infer<typeof storeBecauseSchema>;
