import type { ExportFormat } from '../contract/export-options.ts';

export const contentTypes: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  // HAR does not have a media type; it is JSON.
  har: 'application/json; charset=utf-8',
};
