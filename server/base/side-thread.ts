import { once } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { errorOf, type ThreadCrash } from './thread-error.ts';

export interface SideThreadOptions<News> extends Pick<WorkerOptions, 'workerData' | 'resourceLimits' | 'transferList'> {
  /** Whether the running thread keeps the process alive. The default is false. */
  readonly isHeld?: boolean;
  readonly onNews: (news: News) => void;
  /** Called once when the thread has ended; null if it ended without an error. */
  readonly onEnd: (error: Error | null) => void;
}

/** How long a thread may take to end after the request to end. */
const endMs = 5_000;

/** A worker thread beside the main one, which sends orders to it and receives messages from it. */
export class SideThread<Order, News> {
  readonly #worker: Worker;
  readonly #exit: Promise<unknown>;
  readonly #onEnd: (error: Error | null) => void;
  #isOver = false;

  constructor(file: URL, { isHeld = false, onNews, onEnd, ...start }: SideThreadOptions<News>) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(file, start);
    this.#exit = once(this.#worker, 'exit').catch(() => {});
    this.#worker.on('message', (news: News | ThreadCrash) => {
      if (isCrash(news)) this.#end(errorOf(news.crash));
      else onNews(news);
    });
    this.#worker.on('error', (error) => this.#end(error as Error));
    this.#worker.on('exit', () => this.#end(null));
    // This must follow the registration of listeners, because in Node a listener for messages keeps the process alive
    // again.
    if (!isHeld) this.#worker.unref();
  }

  tell(order: Order, handedOver: ArrayBuffer[] = []): void {
    this.#worker.postMessage(order, handedOver);
  }

  /**
   * Requests the thread to end, ends it by force after `patienceMs`, and resolves when it has ended. Safe for a thread
   * that has ended already.
   */
  async end(order: Order, patienceMs = endMs): Promise<void> {
    // The awaiting code may have no other pending work, so this timer keeps the process alive.
    this.#worker.ref();
    this.tell(order);
    const timer = setTimeout(() => void this.#worker.terminate(), patienceMs);
    await this.#exit;
    clearTimeout(timer);
  }

  /** Ends the thread immediately in the middle of its work. `onEnd` is not called. */
  abandon(): void {
    this.#isOver = true;
    void this.#worker.terminate();
  }

  #end(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd(error);
  }
}

function isCrash(news: unknown): news is ThreadCrash {
  return typeof news === 'object' && news !== null && 'crash' in news;
}
