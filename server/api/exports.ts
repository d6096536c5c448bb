import type { Clock } from '../base/clock.ts';
import type { ExportOptions } from '../contract/export-options.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { ExportTicket } from '../contract/results.ts';
import { exportLog } from '../export/export-log.ts';
import { exportFileName } from '../export/file-name.ts';
import { DownloadTickets } from './download-tickets.ts';

export interface ExportsOptions {
  readonly clock: Clock;
  readonly siteUrl: () => string;
  readonly readEntries: () => AsyncIterable<LogEntry>;
  readonly isKnownSid: (sid: string) => boolean;
  readonly signingSecrets: () => readonly string[];
}

/** Exports for the window: a ticket first, then the file as a streamed download. */
export function createExports(options: ExportsOptions) {
  const tickets = new DownloadTickets<{ options: ExportOptions; fileName: string }>(options.clock);
  return {
    prepare(exportOptions: ExportOptions): ExportTicket {
      const fileName = exportFileName(exportOptions, options.clock.now());
      return { path: `/download/${tickets.issue({ options: exportOptions, fileName })}`, fileName };
    },

    download(ticket: string): Response | null {
      const found = tickets.redeem(ticket);
      if (found === undefined) return null;
      const { contentType, body } = exportLog({
        entries: options.readEntries(),
        options: found.options,
        siteUrl: options.siteUrl(),
        nowMs: options.clock.now(),
        isKnownSid: options.isKnownSid,
        signingSecrets: options.signingSecrets(),
      });
      return new Response(body, {
        headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${found.fileName}"` },
      });
    },
  };
}
