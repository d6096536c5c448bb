import type { ExportFormat } from '../../server/contract/export-options.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { type ExportPiecesOptions, exportChunks } from '../../server/export/export-chunks.ts';
import { storedEntryOf } from '../../server/storage/log/stored-entry.ts';
import { SITE_URL } from './log-entries.ts';

/** The whole file that an export of these entries gives, byte order mark included. */
export function exportedText(
  entries: readonly LogEntry[],
  format: ExportFormat,
  options: Partial<ExportPiecesOptions> & { raw?: boolean } = {},
): string {
  const chunks = exportChunks({
    rows: entries.map(storedEntryOf),
    options: { format, raw: options.raw ?? false },
    siteUrl: SITE_URL,
    nowMs: Date.UTC(2026, 10, 22, 20, 30),
    isKnownSid: () => false,
    signingSecrets: [],
    ...options,
  });
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat([...chunks]));
}
