import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { NotFound } from '../base/errors.ts';
import type { ExportOptions } from '../contract/export-options.ts';
import type { ExportState, ExportTicket } from '../contract/results.ts';
import { contentTypes } from '../export/content-type.ts';
import { exportInThread } from '../export/export-thread.ts';
import { exportFileName } from '../export/file-name.ts';
import { exportHere, type RunningExport } from '../export/running-export.ts';
import { type ExportJob, exportStoredLog } from '../export/stored-log.ts';
import type { LogReader } from '../store/log-reader.ts';
import { DownloadTickets } from './download-tickets.ts';

export interface ExportsOptions {
  readonly clock: Clock;
  readonly siteUrl: () => string;
  readonly reader: LogReader;
  /** Whether a second connection may read the database meanwhile. */
  readonly isShared: boolean;
  readonly signingSecrets: () => readonly string[];
}

/** More than one window has open; of older ones nobody asks any more. */
const rememberedExports = 50;

/** Exports for the window: a ticket first, then the file as a streamed download, whose progress can be asked for. */
export function createExports({ clock, siteUrl, reader, isShared, signingSecrets }: ExportsOptions) {
  const tickets = new DownloadTickets<{ id: string; options: ExportOptions; fileName: string }>(clock);
  const exports = new Map<string, { state: ExportState['state']; running: RunningExport | null }>();

  const start = (job: ExportJob): RunningExport =>
    isShared ? exportInThread({ ...job, databasePath: reader.path }) : exportHere(exportStoredLog(reader, job));

  const find = (id: string) => {
    const found = exports.get(id);
    if (found === undefined) throw new NotFound('This export is not known any more. Export again.');
    return found;
  };

  return {
    prepare(options: ExportOptions): ExportTicket {
      const fileName = exportFileName(options, clock.now());
      const id = randomUUID();
      exports.set(id, { state: 'waiting', running: null });
      const [oldest] = exports.keys();
      if (exports.size > rememberedExports && oldest !== undefined) exports.delete(oldest);
      return { id, path: `/download/${tickets.issue({ id, options, fileName })}`, fileName };
    },

    download(ticket: string): Response | null {
      const found = tickets.redeem(ticket);
      if (found === undefined) return null;
      const { id, options, fileName } = found;
      const { format, raw } = options;
      const entry = exports.get(id) ?? { state: 'waiting', running: null };
      if (entry.state === 'cancelled') return null;
      const nowMs = clock.now();
      entry.running = start({ format, raw, siteUrl: siteUrl(), nowMs, signingSecrets: signingSecrets() });
      entry.state = 'running';
      const body = watched(entry.running.body, (state) => {
        if (entry.state === 'running') entry.state = state;
      });
      return new Response(body, {
        headers: {
          'Content-Type': contentTypes[format],
          'Content-Disposition': `attachment; filename="${fileName}"`,
        },
      });
    },

    /** How far an export is. Throws NotFound for one that is long over. */
    progress(id: string): ExportState {
      const { state, running } = find(id);
      return { state, ...(running?.progress() ?? { done: 0, total: 0 }) };
    },

    /** Ends an export, so that its download breaks off; one that is over stays as it is. */
    async cancel(id: string): Promise<void> {
      const entry = find(id);
      if (entry.state !== 'waiting' && entry.state !== 'running') return;
      entry.state = 'cancelled';
      await entry.running?.stop();
    },

    /** Ends every export; resolves when none uses the database any more. */
    async close(): Promise<void> {
      await Promise.all([...exports.values()].map(({ running }) => running?.stop()));
    },
  };
}

/** The same body; tells how it ended. */
function watched(
  body: ReadableStream<Uint8Array>,
  onEnd: (state: 'finished' | 'failed' | 'cancelled') => void,
): ReadableStream<Uint8Array> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let state: 'finished' | 'failed' | 'cancelled' = 'cancelled';
    try {
      yield* body;
      state = 'finished';
    } catch (error) {
      state = 'failed';
      throw error;
    } finally {
      onEnd(state);
    }
  }
  return ReadableStream.from(chunks());
}
