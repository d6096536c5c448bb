import { z } from 'zod';
import { storeBecauseSchema } from './store-because.ts';
import { transportSchema } from './store-evidence.ts';
import { storeFaultCodeSchema, storeWhySchema } from './store-why.ts';

const column = z.string().min(1).max(128);

/** The columns of a table of sessions, named by a person. */
export const storeColumnsSchema = z.object({
  /** With its schema before a dot, if a name without one does not lead to it. */
  table: z.string().min(1).max(260),
  key: column,
  value: column,
  expiry: column.nullable(),
});
export type StoreColumns = z.infer<typeof storeColumnsSchema>;

/** The session store of a watched app, as far as it is known. `shown`: where it is, without a password. */
export const storeStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), shown: z.string() }),
  z.object({
    state: z.literal('reading'),
    shown: z.string(),
    transport: transportSchema,
    /** How cookies lead to rows, such as `connect-redis`. */
    mapping: z.string(),
    framework: z.string(),
    /** `guessed`: the store is empty, and the framework of the app suggests the kind. */
    confidence: z.enum(['seen', 'guessed']),
    /** Why it is taken for this kind. */
    because: storeBecauseSchema,
  }),
  /** The store cannot be read. `detail`: the sentence about `why` in English, with the next step. */
  z.object({
    state: z.literal('fault'),
    shown: z.string(),
    code: storeFaultCodeSchema,
    why: storeWhySchema,
    detail: z.string(),
    /** When the store was first found to be unreadable. */
    sinceMs: z.number(),
    /** When the store last answered. Null if it never did. */
    lastReadMs: z.number().nullable(),
    /**
     * Whether the store is asked again by itself. A fault that cannot pass by itself, such as a wrong password, waits
     * for another setting or for the order to try again.
     */
    isTriedAgain: z.boolean(),
    /**
     * The last time that a person had it tried again, and whether the same fault was found as before. Null if no one
     * has, or if it was read since. Absent in a store that the app itself lists.
     */
    retried: z.object({ atMs: z.number(), isSame: z.boolean() }).nullable().optional(),
    /** Of a database in which no table was recognised: its tables, from which a person can choose columns. */
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })).optional(),
  }),
]);
export type StoreState = z.infer<typeof storeStateSchema>;
