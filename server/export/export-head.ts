import type { ExportScope } from '../contract/export-options.ts';
import { isoTime } from './iso-time.ts';

/** The description at the start of a file, in any format. */
export type ExportHead = {
  exportedAtMs: number;
  /** Whether secrets were replaced by pseudonyms. */
  isRedacted: boolean;
  /** The address of the site without a path: `http://localhost:5000`. */
  siteUrl: string;
  /** The part of the log that the file contains. */
  scope: ExportScope['of'];
  /**
   * The number of secrets that were replaced only in fields known to contain a secret, because there were too many; see
   * RowRedactor.
   */
  replacedInPlaceOnly: number;
  /** The cookies of the exported requests of which the client did otherwise than predicted. */
  cookieDifferences: number;
};

/** The members that describe the export at the start of a file. A scope of the whole log is not written. */
export function aboutExport({ exportedAtMs, isRedacted, scope, replacedInPlaceOnly, cookieDifferences }: ExportHead) {
  return {
    format: EXPORT_FORMAT,
    exportedAt: isoTime(exportedAtMs),
    redacted: isRedacted,
    ...(scope === 'all' ? {} : { scope }),
    ...(replacedInPlaceOnly === 0 ? {} : { replacedInPlaceOnly }),
    ...(cookieDifferences === 0 ? {} : { cookieDifferences }),
  };
}

/**
 * The name of the format of this app's data in exports. The number increases with each change that readers must know
 * about.
 */
export const EXPORT_FORMAT = 'session-inspector/1';
