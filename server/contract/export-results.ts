/** The results of export procedures. */
import type { FilterError } from './filter/filter.ts';
import type { LogEntry } from './log-entry.ts';

/** The filter cannot be parsed or takes too long, so nothing is exported. */
export type ScopeRefusal = { readonly ok: false; readonly errors: readonly FilterError[] };

/**
 * A prepared download. It is valid for one GET within a minute and needs no token. `id` is used to query its progress.
 */
export type ExportTicket = { readonly id: string; readonly path: string; readonly fileName: string };
/** The same for a copy of the whole database, which has no progress. */
export type PreparedCopy = { readonly path: string; readonly fileName: string };
export type PreparedExport = ({ readonly ok: true } & ExportTicket) | ScopeRefusal;

/**
 * The two phases of a download. Where secrets are replaced, all entries are first read to collect the secrets, and then
 * written.
 */
export type ExportStep = 'collecting' | 'writing';

/**
 * The progress of a download, in entries of the log. `total` can be too high by the number of ids that were never
 * written.
 */
export type ExportState = {
  readonly state: 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';
  readonly step: ExportStep;
  readonly done: number;
  readonly total: number;
  /**
   * The number of secrets that were not searched for elsewhere in the entries because there were too many. They are
   * replaced only where a field is known to contain a secret.
   */
  readonly replacedInPlaceOnly: number;
};

/** A line of the file without its line break. `cut` is the number of characters that were left out at its end. */
export type PreviewLine = { readonly text: string; readonly cut: number };

/** The start of a file and its size, before the file is written. */
export type ExportPreview =
  | {
      readonly ok: true;
      /** Pass this to the next export or preview; see `exportDraftInput`. */
      readonly draft: string;
      readonly lines: readonly PreviewLine[];
      /** Whether the lines are the whole file. */
      readonly isWhole: boolean;
      readonly entries: number;
      /**
       * If false, the real number can be a little lower than `entries`, because some ids may never have been written.
       */
      readonly isExact: boolean;
      /** An estimate from a few entries. */
      readonly bytes: number;
    }
  | ScopeRefusal;

/** The newest entries of a scope, oldest first. Secrets are replaced unless the caller requested raw values. */
export type ReportEntries =
  | {
      readonly ok: true;
      readonly entries: readonly LogEntry[];
      /** The number of entries in the scope. The report contains the newest of them. */
      readonly total: number;
      /** The sid of the report's session, in the form in which the entries contain it. */
      readonly sid: string | null;
    }
  | ScopeRefusal;
