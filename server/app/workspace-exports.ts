import type { Workspace, WorkspaceContext } from '../api/context.ts';
import { loadedLater } from '../base/loaded-later.ts';
import type { DatabaseCopiesOptions } from '../export/database-copies.ts';
import type { ExportsOptions } from '../export/exports.ts';

/** The exports and the database copies of one workspace, as procedures and as downloads. */
export interface WorkspaceExports extends Pick<Workspace, 'download' | 'downloadHead' | 'close'> {
  readonly procedures: WorkspaceContext['exports'];
}

/** Their code is loaded with the first export. Before that there is no ticket for a download. */
export function createWorkspaceExports(options: ExportsOptions & DatabaseCopiesOptions): WorkspaceExports {
  const parts = loadedLater(async () => {
    const [{ createExports }, { createDatabaseCopies }] = await Promise.all([
      import('../export/exports.ts'),
      import('../export/database-copies.ts'),
    ]);
    return { exports: createExports(options), copies: createDatabaseCopies(options) };
  });
  const exports = async () => (await parts.load()).exports;
  return {
    procedures: {
      preview: async (draft, signal) => (await exports()).preview(draft, signal),
      report: async (query, signal) => (await exports()).report(query, signal),
      prepare: async (draft, signal) => (await exports()).prepare(draft, signal),
      progress: async (id) => (await exports()).progress(id),
      cancel: async (id) => (await exports()).cancel(id),
      prepareCopy: async () => (await parts.load()).copies.prepareCopy(),
    },
    download: (ticket) => parts.loaded?.exports.download(ticket) ?? parts.loaded?.copies.download(ticket) ?? null,
    downloadHead: (ticket) =>
      parts.loaded?.exports.downloadHead(ticket) ?? parts.loaded?.copies.downloadHead(ticket) ?? null,
    async close() {
      parts.loaded?.copies.close();
      await parts.loaded?.exports.close();
    },
  };
}
