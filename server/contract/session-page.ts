/**
 * A page of the sessions that the store holds, in any order: for a table of more sessions than the live stream tells
 * of.
 */
import { z } from 'zod';

export const sessionSortSchema = z.enum(['session', 'state', 'keys', 'created', 'used', 'expires', 'bytes']);
export type SessionSort = z.infer<typeof sessionSortSchema>;

export const sessionPageInput = z.object({
  sort: sessionSortSchema.default('used'),
  isDescending: z.boolean().default(true),
  /** Part of the sid, or of a key or value; upper and lower case of ASCII letters are alike. */
  text: z.string().max(200).default(''),
  /** `held`: the next request of a simulated browser would be accepted with it. `free`: that of none would. */
  state: z.enum(['all', 'held', 'free']).default('all'),
  offset: z.number().int().min(0).max(100_000_000).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type SessionPageQuery = z.infer<typeof sessionPageInput>;

/** A session as a row of a table: everything but its data. */
export interface SessionSummary {
  readonly sid: string;
  /** The names of its first keys, and how many there are. */
  readonly keys: readonly string[];
  /** Null: its data cannot be read. */
  readonly keyCount: number | null;
  /** False: its data or its cookie cannot be read. */
  readonly isReadable: boolean;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
  readonly bytes: number;
}

export interface SessionPage {
  readonly rows: readonly SessionSummary[];
  /** How many sessions match, and how many are live in all. */
  readonly matching: number;
  readonly all: number;
}
