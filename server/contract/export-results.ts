/** What the window is told about exports. */
import type { FilterError } from './filter/filter.ts';
import type { LogEntry } from './log-entry.ts';

/** A filter that cannot be read, or takes too long: nothing is exported. */
export type ScopeRefusal = { readonly ok: false; readonly errors: readonly FilterError[] };

/**
 * A download that was prepared: good for one GET within a minute, without the token. `id` is for asking how far it
 * is.
 */
export type ExportTicket = { readonly id: string; readonly path: string; readonly fileName: string };
export type PreparedExport = ({ readonly ok: true } & ExportTicket) | ScopeRefusal;

/** All entries are read for their secrets first, where these are replaced; then they are written. */
export type ExportStep = 'collecting' | 'writing';

/** How far a download is, in entries of the log. `total` is right to within the ids that were never written. */
export type ExportState = {
  readonly state: 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';
  readonly step: ExportStep;
  readonly done: number;
  readonly total: number;
  /** So many secrets are replaced where they show as such only, and not looked for elsewhere: there were too many. */
  readonly replacedInPlaceOnly: number;
};

/** A line of the file, without its line break. `cut`: so many characters more stand in it. */
export type PreviewLine = { readonly text: string; readonly cut: number };

/** How a file would begin, and how large it would be. */
export type ExportPreview =
  | {
      readonly ok: true;
      /** To be given back when the file is wanted, or another preview: see exportDraftInput. */
      readonly draft: string;
      readonly lines: readonly PreviewLine[];
      /** The lines are the whole file. */
      readonly isWhole: boolean;
      readonly entries: number;
      /** False: `entries` may be a little less, where ids were never written. */
      readonly isExact: boolean;
      /** Roughly, from a few entries. */
      readonly bytes: number;
    }
  | ScopeRefusal;

/** The newest entries of a scope, oldest first, with their secrets replaced unless they were asked for. */
export type ReportEntries =
  | {
      readonly ok: true;
      readonly entries: readonly LogEntry[];
      /** How many there are in all; the report has the newest of them. */
      readonly total: number;
      /** The sid of a session's report as it stands in the entries. */
      readonly sid: string | null;
    }
  | ScopeRefusal;
