import type { ExportFormat } from '../../server/contract/export-options.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { exportLog, type LogExportOptions } from '../../server/export/export-log.ts';
import { entriesOf, SITE_URL } from './log-entries.ts';

/** The whole file that an export of these entries gives, byte order mark included. */
export async function exportedText(
  entries: readonly LogEntry[],
  format: ExportFormat,
  options: Partial<LogExportOptions> & { raw?: boolean } = {},
): Promise<string> {
  const { body } = exportLog({
    entries: entriesOf(...entries),
    options: { format, raw: options.raw ?? false },
    siteUrl: SITE_URL,
    nowMs: Date.UTC(2026, 10, 22, 20, 30),
    isKnownSid: () => false,
    signingSecrets: [],
    ...options,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
}
