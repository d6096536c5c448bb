/** A page of the stored sessions, in any order, for a table of more sessions than the live stream contains. */
import { z } from 'zod';

export const sessionSortSchema = z.enum(['session', 'state', 'keys', 'created', 'used', 'expires', 'bytes']);
export type SessionSort = z.infer<typeof sessionSortSchema>;

export const sessionPageInput = z.object({
  sort: sessionSortSchema.default('used'),
  isDescending: z.boolean().default(true),
  /** A part of the sid, of a key or of a value. ASCII letters are compared case-insensitively. */
  text: z.string().max(200).default(''),
  /**
   * `held`: a simulated browser holds the session, so its next request would be accepted. `free`: no simulated browser
   * holds it.
   */
  state: z.enum(['all', 'held', 'free']).default('all'),
  offset: z.number().int().min(0).max(100_000_000).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type SessionPageQuery = z.infer<typeof sessionPageInput>;

/** A session as a row of a table, without its data. */
export interface SessionSummary {
  readonly sid: string;
  /** The names of its first keys, and the number of all keys. */
  readonly keys: readonly string[];
  /** Null if its data cannot be read. */
  readonly keyCount: number | null;
  /** False if its data or its cookie cannot be read. */
  readonly isReadable: boolean;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
  readonly bytes: number;
}

export interface SessionPage {
  readonly rows: readonly SessionSummary[];
  /** How many sessions match, and how many live sessions there are. */
  readonly matching: number;
  readonly all: number;
}
