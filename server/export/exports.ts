import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { NotFound } from '../base/errors.ts';
import type { ExportDraft, ExportFormat, ExportScope, ReportQuery } from '../contract/export-options.ts';
import type {
  ExportPreview,
  ExportState,
  PreparedExport,
  ReportEntries,
  ScopeRefusal,
} from '../contract/export-results.ts';
import type { FoundIds } from '../search/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import { contentTypes } from './content-type.ts';
import type { Download } from './download.ts';
import { DownloadTickets } from './download-tickets.ts';
import { ExportDrafts } from './export-drafts.ts';
import type { ExportPart } from './export-part.ts';
import { previewExport } from './export-preview.ts';
import { exportInThread } from './export-thread.ts';
import { exportFileName } from './file-name.ts';
import { reportEntries } from './report-entries.ts';
import { exportHere, type RunningExport } from './running-export.ts';
import { type ExportJob, exportStoredLog, NO_PROGRESS } from './stored-log.ts';
import { watchedBody } from './watched-body.ts';

export interface ExportsOptions {
  readonly clock: Clock;
  readonly siteUrl: () => string;
  readonly reader: LogReader;
  /** Commits pending writes, so that they can be read. */
  readonly settle: () => void;
  /** The ids of all matches of a filter. */
  readonly findAll: (filter: string, signal: AbortSignal) => Promise<FoundIds>;
  /** The present file of the database, for a second connection. Null if a second connection could not read it. */
  readonly place: () => DatabasePlace | null;
  readonly signingSecrets: () => readonly string[];
  /** The path of a download without its ticket, for example `/download`. */
  readonly downloadPath: string;
}

/** The export of a download link. */
interface Prepared {
  readonly id: string;
  readonly fileName: string;
  readonly job: ExportJob;
}

/** More exports than a window has open. Older ones are no longer needed. */
const rememberedExports = 50;

/** Exports for the window: first a ticket, then the file as a streamed download whose progress can be queried. */
export function createExports(options: ExportsOptions) {
  const { clock, siteUrl, reader, settle, findAll, place, signingSecrets, downloadPath } = options;
  const tickets = new DownloadTickets<Prepared>(clock);
  const drafts = new ExportDrafts();
  const exports = new Map<string, { state: ExportState['state']; running: RunningExport | null }>();

  const start = (job: ExportJob): RunningExport => {
    const found = place();
    return found === null ? exportHere(exportStoredLog(reader, job)) : exportInThread({ ...job, place: found });
  };

  const find = (id: string) => {
    const found = exports.get(id);
    if (found === undefined) throw new NotFound('This export is not known any more. Export again.');
    return found;
  };

  async function partOf(
    scope: ExportScope,
    signal: AbortSignal,
  ): Promise<{ ok: true; part: ExportPart } | ScopeRefusal> {
    settle();
    if (scope.of !== 'filter') return { ok: true, part: scope };
    const found = await findAll(scope.filter, signal);
    return found.ok ? { ok: true, part: { of: 'filter', ids: found.ids } } : found;
  }

  const jobOf = (part: ExportPart, format: ExportFormat, raw: boolean) => ({
    part,
    format,
    raw,
    siteUrl: siteUrl(),
    signingSecrets: signingSecrets(),
  });

  return {
    async preview({ format, raw, scope, draft }: ExportDraft, signal: AbortSignal): Promise<ExportPreview> {
      const chosen = await partOf(scope, signal);
      if (!chosen.ok) return chosen;
      const renewed = drafts.renew(draft, clock.now());
      const preview = previewExport(reader, { ...jobOf(chosen.part, format, raw), ...renewed.draft });
      return { ...preview, draft: renewed.id };
    },

    async report({ raw, scope }: ReportQuery, signal: AbortSignal): Promise<ReportEntries> {
      const chosen = await partOf(scope, signal);
      if (!chosen.ok) return chosen;
      return {
        ok: true,
        ...(await reportEntries(reader, { part: chosen.part, raw, signingSecrets: signingSecrets() })),
      };
    },

    async prepare(wanted: ExportDraft, signal: AbortSignal): Promise<PreparedExport> {
      const chosen = await partOf(wanted.scope, signal);
      if (!chosen.ok) return chosen;
      const nowMs = clock.now();
      const fileName = exportFileName(wanted, nowMs);
      const id = randomUUID();
      exports.set(id, { state: 'waiting', running: null });
      const [oldest] = exports.keys();
      if (exports.size > rememberedExports && oldest !== undefined) exports.delete(oldest);
      const job = { ...jobOf(chosen.part, wanted.format, wanted.raw), ...drafts.take(wanted.draft, nowMs) };
      return { ok: true, id, path: `${downloadPath}/${tickets.issue({ id, fileName, job })}`, fileName };
    },

    /** The headers of a download without starting it. Null if there is no such download. */
    downloadHead(ticket: string): Record<string, string> | null {
      const found = tickets.find(ticket);
      if (found === undefined || exports.get(found.id)?.state === 'cancelled') return null;
      return headersOf(found);
    },

    download(ticket: string): Download | null {
      const found = tickets.redeem(ticket);
      if (found === undefined) return null;
      const { id, job } = found;
      const entry = exports.get(id) ?? { state: 'waiting', running: null };
      if (entry.state === 'cancelled') return null;
      const running = start(job);
      entry.running = running;
      entry.state = 'running';
      const isRunning = () => entry.state === 'running';
      const body = watchedBody(running.body, isRunning, (state) => {
        if (isRunning()) entry.state = state;
      });
      return { response: new Response(body, { headers: headersOf(found) }), giveBack: running.giveBack };
    },

    /** The progress of an export. Throws NotFound for one that ended long ago. */
    progress(id: string): ExportState {
      const { state, running } = find(id);
      return { state, ...(running?.progress() ?? NO_PROGRESS) };
    },

    /** Stops an export, so that its download breaks off. A finished export is not changed. */
    async cancel(id: string): Promise<void> {
      const entry = find(id);
      if (entry.state !== 'waiting' && entry.state !== 'running') return;
      entry.state = 'cancelled';
      await entry.running?.stop();
    },

    /** Stops all exports. Resolves when none of them uses the database any more. */
    async close(): Promise<void> {
      await Promise.all([...exports.values()].map(({ running }) => running?.stop()));
    },
  };
}

function headersOf({ job, fileName }: Prepared): Record<string, string> {
  return {
    'Content-Type': contentTypes[job.format],
    'Content-Disposition': `attachment; filename="${fileName}"`,
  };
}
