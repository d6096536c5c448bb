import { SideThread } from '../base/side-thread.ts';
import { errorOf, toldError } from '../base/thread-error.ts';
import { workerFile } from '../base/worker-file.ts';
import type { FromExportThread, StillCollecting, ThreadJob, ToExportThread } from './export-worker.ts';
import { CANCELLED, type RunningExport } from './running-export.ts';
import { type ExportProgress, NO_PROGRESS } from './stored-log.ts';

/** The number of chunks that are requested in advance. The thread makes the next ones while the last one is sent. */
const chunksAhead = 3;
const cancelled = { message: CANCELLED, code: null };
/** In MiB. With a smaller space, young objects are collected so often that it takes a sixth of the time. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/**
 * Exports a stored log in a separate thread, so that no other work waits for it. The thread starts when the body is
 * first read.
 */
export function exportInThread(job: ThreadJob): RunningExport {
  let thread: ExportThread | null = null;
  let progress: ExportProgress = NO_PROGRESS;
  let isStopped = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (isStopped) throw new Error(CANCELLED);
        thread ??= new ExportThread(job, (collecting) => {
          progress = collecting;
        });
        const news = await thread.next();
        if ('failure' in news) throw errorOf(news.failure);
        progress = news.progress;
        if ('chunk' in news) controller.enqueue(news.chunk);
        else controller.close();
      },
      cancel: () => thread?.stop(),
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    progress: () => progress,
    giveBack: ({ buffer }) => thread?.giveBack(buffer),
    async stop() {
      isStopped = true;
      await thread?.stop();
    },
  };
}

class ExportThread {
  readonly #thread: SideThread<ToExportThread, FromExportThread>;
  readonly #arrived: Exclude<FromExportThread, StillCollecting>[] = [];
  #outcome: Exclude<FromExportThread, StillCollecting> | null = null;
  #wake: (() => void) | null = null;

  constructor(job: ThreadJob, onCollecting: (progress: ExportProgress) => void) {
    // The ids that a filter has found may be a million, so they are transferred and not copied.
    const transferList = job.part.of === 'filter' ? [job.part.ids.buffer] : [];
    this.#thread = new SideThread(workerFile('export-worker', import.meta.url), {
      workerData: job,
      resourceLimits,
      transferList,
      isHeld: true,
      onNews: (news) => ('collecting' in news ? onCollecting(news.collecting) : this.#arrive(news)),
      onEnd: (error) => this.#arrive({ failure: error === null ? cancelled : toldError(error) }),
    });
    for (let chunk = 0; chunk < chunksAhead; chunk++) this.#thread.tell('next');
  }

  /** The next chunk. After the last chunk, every call returns the outcome. */
  async next(): Promise<Exclude<FromExportThread, StillCollecting>> {
    for (;;) {
      const news = this.#arrived.shift();
      if (news !== undefined) {
        this.#thread.tell('next');
        return news;
      }
      if (this.#outcome !== null) return this.#outcome;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Returns memory to the thread, which writes another chunk into it. */
  giveBack(free: ArrayBufferLike): void {
    if (!(free instanceof ArrayBuffer) || free.detached) return;
    this.#thread.tell({ free }, [free]);
  }

  async stop(): Promise<void> {
    this.#arrived.length = 0;
    this.#arrive({ failure: cancelled });
    await this.#thread.end('stop');
  }

  /** Messages after the end or after a failure are ignored. */
  #arrive(news: Exclude<FromExportThread, StillCollecting>): void {
    if (this.#outcome !== null) return;
    if ('chunk' in news) this.#arrived.push(news);
    else this.#outcome = news;
    this.#wake?.();
    this.#wake = null;
  }
}
