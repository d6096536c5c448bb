/**
 * The facts from the session store of a watched app about one request: the content of the session before and after it,
 * and how certain it is that the request made the difference.
 */
import { z } from 'zod';
import { storeWhySchema } from './store-why.ts';
import { ENCODINGS } from './value-tree.ts';

/** How the bytes of a store are reached. */
export const transportSchema = z.enum(['redis', 'sqlite', 'folder', 'postgres', 'mysql', 'memcached', 'app']);
export type Transport = z.infer<typeof transportSchema>;

export const storeSideSchema = z.object({
  state: z.enum([
    /** The row exists, and its content is in the record. */
    'present',
    /** The store has no row of this key. */
    'absent',
    /** The row exists, and its time is over: the app does not use it any more. */
    'expired',
    /** There was no session cookie, so there is no key. */
    'no-cookie',
    /** The cookie does not give a key. `detail` is the reason, for example that the secret of the app is needed. */
    'no-key',
    /** The store did not answer within 50 ms, and the request went on. */
    'not-in-time',
    /** The row is there and cannot be read: `detail` says why. */
    'unreadable',
    /** The store could not be read. `detail` is the reason. */
    'out-of-reach',
  ]),
  /** The key or the name of the row. Null if there is none. */
  key: z.string().nullable(),
  /** How long the store took to answer. */
  tookMs: z.number().nullable(),
  /** The expiry of the row on the clock of the store. Null if the store has none. */
  expiresAtMs: z.number().nullable(),
  /** When the session ends by the cookie that Express keeps within its value. It can be older than the row's clock. */
  cookieExpiresAtMs: z.number().nullable(),
  /** The size of the value as it is stored. */
  bytes: z.number().int().nullable(),
  encoding: z.enum(ENCODINGS).nullable(),
  /** The sentence about `why`, in English. Null if there is nothing to say. */
  detail: z.string().nullable(),
  /** Absent in the records of earlier versions. */
  why: storeWhySchema.optional(),
  /** Functions that loading the value would call, and that run programs or code. */
  dangerous: z.array(z.string()),
});
export type StoreSide = z.infer<typeof storeSideSchema>;

export const attributionSchema = z.enum([
  /** No other request of this session overlapped, and nothing had changed since the last one: the change is its own. */
  'alone',
  /** Other requests of this session may have made the change: `sharedBecause` says why that is not known. */
  'shared',
  /** The session had changed between the request before and this one, by something that did not come through here. */
  'outside',
  /** The row changed after the answer had left. */
  'late',
  /** The client disconnected before the whole answer had left, so the app may have changed the session later. */
  'unfinished',
  /** The store did not answer in time before the request. */
  'not-in-time',
  /** One side could not be read, so nothing can be said of a change. */
  'unreadable',
]);
export type Attribution = z.infer<typeof attributionSchema>;

export const storeEvidenceSchema = z.object({
  transport: transportSchema,
  /** How cookies lead to keys, such as `connect-redis`. */
  mapping: z.string(),
  attribution: attributionSchema,
  /** The records of the requests that may have made the change, as far as they had begun when this one ended. */
  sharedWith: z.array(z.number().int()),
  /**
   * Why a change cannot be told from those of other requests. `overlap`: one arrived before the answer of another had
   * left. `not-read-between`: none did, and the row was not read between two of them. Absent if the change is not
   * shared, and in the records of earlier versions.
   */
  sharedBecause: z.enum(['overlap', 'not-read-between']).optional(),
  before: storeSideSchema,
  after: storeSideSchema,
  /** The time from the response to the last observed change. Null if there was none. */
  savedLateMs: z.number().nullable(),
  /** For a response with another id: what happened to the row of the old id. Null if the id stayed. */
  oldRow: z.enum(['gone', 'still-there', 'not-known']).nullable(),
  /** Whether the row of the old id still has the value of before the request. Absent if it is not there. */
  isOldRowSame: z.boolean().optional(),
});
export type StoreEvidence = z.infer<typeof storeEvidenceSchema>;
