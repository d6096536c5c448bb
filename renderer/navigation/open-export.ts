import { createContext, useContext } from 'react';
import type { ExportFormat, ExportScope } from '../../server/contract/export-options.ts';

/** The kinds of export: a file of entries, or the report page. */
export type ExportKind = ExportFormat | 'report';

/** Initial values of the dialog. Omitted fields keep the user's last choice. */
export interface ExportWish {
  readonly scope?: ExportScope;
  readonly kind?: ExportKind;
}

/** Opens the export dialog. The frame of the window provides it. */
export const OpenExportContext = createContext<(wish: ExportWish) => void>(() => {});

export function useOpenExport(): (wish: ExportWish) => void {
  return useContext(OpenExportContext);
}
