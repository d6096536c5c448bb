/** Searching the log: what the window asks, and what it is told. */
import { z } from 'zod';
import type { FilterError } from './filter/filter.ts';
import type { LogEntry } from './log-entry.ts';

export const searchInput = z.object({
  /** In the filter language, see filter/filter.ts. Longer than it takes, so that it can say so. */
  filter: z.string().max(100_000),
  /** Entries older than this id; absent: the newest. */
  before: z.number().int().optional(),
  /** The `cursor` of an earlier answer to the same filter: only what has come since is wanted. */
  since: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(500).default(200),
});
export type SearchQuery = z.infer<typeof searchInput>;

export type SearchAnswer =
  | { readonly ok: false; readonly errors: readonly FilterError[] }
  | {
      readonly ok: true;
      /**
       * `page`: the newest that hold, below `before`. `arrived`: those that came since the cursor. A cursor that is
       * not known any more is answered with a page.
       */
      readonly kind: 'page' | 'arrived';
      /** Oldest first. */
      readonly entries: LogEntry[];
      /** Of a page: there may be older ones that hold. Of what arrived: there is more. */
      readonly hasMore: boolean;
      readonly cursor: string;
      /** How many hold, of those that were looked at so far. */
      readonly matched: number;
      /** The whole log was looked at: `matched` is exact. If not, and the page is short, ask again in a moment. */
      readonly isComplete: boolean;
      /** Entries that are not in the index yet: looked at all the same, but one by one. */
      readonly notIndexed: number;
    };
