import type { ExportScope } from '../contract/export-options.ts';
import { isoTime } from './iso-time.ts';

/** What a file says about itself, whatever its format. */
export type ExportHead = {
  exportedAtMs: number;
  /** Secrets were replaced by pseudonyms. */
  isRedacted: boolean;
  /** Where the site listened, without a path: `http://localhost:5000`. */
  siteUrl: string;
  /** What the file has of the log. */
  scope: ExportScope['of'];
  /** So many secrets were replaced where they show as such only, since there were too many: see RowRedactor. */
  replacedInPlaceOnly: number;
};

/** What stands at the beginning of a file about its making. That it is the whole log goes without saying. */
export function aboutExport({ exportedAtMs, isRedacted, scope, replacedInPlaceOnly }: ExportHead) {
  return {
    format: EXPORT_FORMAT,
    exportedAt: isoTime(exportedAtMs),
    redacted: isRedacted,
    ...(scope === 'all' ? {} : { scope }),
    ...(replacedInPlaceOnly === 0 ? {} : { replacedInPlaceOnly }),
  };
}

/** Names the shape of our own data in exports; the number rises when a reader would have to change. */
export const EXPORT_FORMAT = 'session-inspector/1';
