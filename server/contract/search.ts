/** The inputs and results of searching the log. */
import { z } from 'zod';
import type { FilterError } from './filter/filter.ts';
import type { LogEntry } from './log-entry.ts';

export const searchInput = z.object({
  /**
   * A filter (see filter/filter.ts). The schema accepts more characters than the language, so that a too long filter
   * gets a precise error.
   */
  filter: z.string().max(100_000),
  /** Entries older than this id. If absent, the newest entries. */
  before: z.number().int().optional(),
  /** The `cursor` of an earlier result for the same filter. Only entries that arrived since then are returned. */
  since: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(500).default(200),
});
export type SearchQuery = z.infer<typeof searchInput>;

export type SearchAnswer =
  | { readonly ok: false; readonly errors: readonly FilterError[] }
  | {
      readonly ok: true;
      /**
       * `page`: the newest matches older than `before`. `arrived`: the matches since the cursor. An unknown or outdated
       * cursor gives a page.
       */
      readonly kind: 'page' | 'arrived';
      /** Oldest first. */
      readonly entries: LogEntry[];
      /** For a page, whether there may be older matches. For arrived entries, whether there are more. */
      readonly hasMore: boolean;
      readonly cursor: string;
      /** The number of matches among the entries that were searched so far. */
      readonly matched: number;
      /**
       * Whether the whole log was searched, so that `matched` is exact. If not and the page is short, the caller should
       * repeat the query after a moment.
       */
      readonly isComplete: boolean;
      /** The number of entries that are not in the index yet. They are searched too, but one by one. */
      readonly notIndexed: number;
    };
