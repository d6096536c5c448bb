import type { ExportDraft, ReportQuery } from '../../server/contract/export-options.ts';
import { type Attempt, unlessAborted } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands of the export dialog. */
export function createExportCommands(client: InspectorClient, attempt: Attempt) {
  return {
    /** The beginning of the file. Null also if `signal` aborted the command. */
    previewExport: (options: ExportDraft, signal: AbortSignal) =>
      attempt(() => unlessAborted(signal, () => client.exports.preview.mutate(options, { signal }))),
    prepareExport: (options: ExportDraft) => attempt(() => client.exports.prepare.mutate(options)),
    exportProgress: (id: string) => attempt(() => client.exports.progress.query({ id })),
    cancelExport: (id: string) => attempt(() => client.exports.cancel.mutate({ id })),
    /** A copy of the whole database, as a download. */
    prepareCopy: () => attempt(() => client.exports.prepareCopy.mutate()),
    /** The entries that a report is made of. */
    reportEntries: (query: ReportQuery) => attempt(() => client.exports.report.mutate(query)),
  };
}
