/** What the window asks about exports and reports: the part of the commands that the export dialog uses. */
import type { ExportDraft, ReportQuery } from '../../server/contract/export-options.ts';
import type {
  ExportPreview,
  ExportState,
  PreparedExport,
  ReportEntries,
} from '../../server/contract/export-results.ts';
import type { InspectorClient } from './connection.ts';

/** As all commands, these never reject; null: it could not be done, and the window says why. */
export interface ExportCommands {
  /** How the file would begin. Null also where `signal` ended it. */
  previewExport(options: ExportDraft, signal: AbortSignal): Promise<ExportPreview | null>;
  prepareExport(options: ExportDraft): Promise<PreparedExport | null>;
  exportProgress(id: string): Promise<ExportState | null>;
  cancelExport(id: string): Promise<void>;
  /** What a report is made of. */
  reportEntries(query: ReportQuery): Promise<ReportEntries | null>;
}

/** `attempt` runs one command and reports what went wrong with it. */
export function createExportCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): ExportCommands {
  return {
    previewExport: (options, signal) =>
      attempt(async () => {
        try {
          return await client.exports.preview.mutate(options, { signal });
        } catch (error) {
          // Another choice was made meanwhile: nothing went wrong.
          if (signal.aborted) return null;
          throw error;
        }
      }),
    prepareExport: (options) => attempt(() => client.exports.prepare.mutate(options)),
    exportProgress: (id) => attempt(() => client.exports.progress.query({ id })),
    async cancelExport(id) {
      await attempt(() => client.exports.cancel.mutate({ id }));
    },
    reportEntries: (query) => attempt(() => client.exports.report.mutate(query)),
  };
}
