import { useCallback, useEffect, useState } from 'react';
import type { ExportDraft } from '../../../server/contract/export-options.ts';
import type { ExportStep, ScopeRefusal } from '../../../server/contract/export-results.ts';
import { shellApi } from '../../data/shell-api.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { startDownload } from './start-download.ts';

/** One export, from the press on Save to its end. */
export type ExportRun =
  | { readonly phase: 'idle'; readonly refusal: ScopeRefusal | null }
  | { readonly phase: 'preparing' }
  /** `id` is null for a page that the window made, which has no progress. */
  | {
      readonly phase: 'running';
      readonly file: SavedFile;
      readonly id: string | null;
      readonly step: ExportStep;
      readonly done: number;
      readonly total: number;
      readonly replacedInPlaceOnly: number;
    }
  /** `revealId`: by which the desktop can show it. */
  | {
      readonly phase: 'finished';
      readonly file: SavedFile;
      readonly done: number;
      readonly replacedInPlaceOnly: number;
      readonly revealId: string | null;
    }
  | { readonly phase: 'cancelled' | 'failed'; readonly file: SavedFile };

export interface SavedFile {
  readonly name: string;
  readonly isRaw: boolean;
}

/** A file that the page made itself. */
export interface MadeFile extends SavedFile {
  readonly blob: Blob;
  readonly entries: number;
}

export interface ExportRunner {
  readonly run: ExportRun;
  start(options: ExportDraft): Promise<void>;
  /** Null if the export could not be made; the window shows the reason. */
  startMade(make: () => Promise<MadeFile | ScopeRefusal | null>): Promise<void>;
  cancel(): void;
  reset(): void;
}

const IDLE: ExportRun = { phase: 'idle', refusal: null };
const NOTHING_YET = { step: 'writing', done: 0, total: 0, replacedInPlaceOnly: 0 } as const;
const POLL_MS = 250;
/** A page that was made here is fetched by the browser in a moment; longer it need not be kept. */
const KEEP_MS = 60_000;

/**
 * Starts exports, one at a time, and follows each to its end. The desktop says where it went; in a browser the
 * inspector knows.
 */
export function useExportRun(): ExportRunner {
  const { prepareExport, exportProgress, cancelExport } = useCommands();
  const [run, setRun] = useState<ExportRun>(IDLE);

  useEffect(
    () =>
      shellApi?.onDownloadDone((result) =>
        setRun((known) => {
          if (known.phase !== 'running') return known;
          const { file, done, replacedInPlaceOnly } = known;
          if (result.outcome !== 'completed') return { phase: result.outcome, file };
          const saved = { ...file, name: result.fileName };
          return { phase: 'finished', file: saved, done, replacedInPlaceOnly, revealId: result.id };
        }),
      ),
    [],
  );

  const runningId = run.phase === 'running' ? run.id : null;
  useEffect(() => {
    if (runningId === null) return;
    const timer = setInterval(() => {
      void exportProgress(runningId).then((progress) =>
        setRun((known) => {
          if (known.phase !== 'running' || known.id !== runningId) return known;
          if (progress === null) return { phase: 'failed', file: known.file };
          const { state, ...counts } = progress;
          if (state === 'cancelled' || state === 'failed') return { phase: state, file: known.file };
          if (state === 'finished' && shellApi === null) {
            const { done, replacedInPlaceOnly } = counts;
            return { phase: 'finished', file: known.file, done, replacedInPlaceOnly, revealId: null };
          }
          return { ...known, ...counts };
        }),
      );
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [runningId, exportProgress]);

  const start = useCallback(
    async (options: ExportDraft) => {
      setRun({ phase: 'preparing' });
      const prepared = await prepareExport(options);
      if (prepared === null || !prepared.ok) return setRun({ phase: 'idle', refusal: prepared });
      const { id, path, fileName } = prepared;
      startDownload(path, fileName);
      setRun({ phase: 'running', file: { name: fileName, isRaw: options.raw }, id, ...NOTHING_YET });
    },
    [prepareExport],
  );

  const startMade = useCallback(async (make: () => Promise<MadeFile | ScopeRefusal | null>) => {
    setRun({ phase: 'preparing' });
    const made = await make();
    if (made === null || 'ok' in made) return setRun({ phase: 'idle', refusal: made });
    const { blob, entries, ...file } = made;
    const url = URL.createObjectURL(blob);
    startDownload(url, file.name);
    setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
    if (shellApi === null) setRun({ phase: 'finished', file, done: entries, replacedInPlaceOnly: 0, revealId: null });
    else setRun({ phase: 'running', file, id: null, ...NOTHING_YET, done: entries, total: entries });
  }, []);

  return {
    run,
    start,
    startMade,
    cancel() {
      if (run.phase !== 'running') return;
      setRun({ phase: 'cancelled', file: run.file });
      if (run.id !== null) void cancelExport(run.id);
    },
    reset: () => setRun(IDLE),
  };
}
