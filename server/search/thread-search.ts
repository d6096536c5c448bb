import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { NotWanted } from '../base/errors.ts';
import { workerFile } from '../base/worker-file.ts';
import type { SearchQuery } from '../contract/search.ts';
import type { News, Order, WorkerStart } from './messages.ts';
import type { AllFound, RawAnswer } from './searches.ts';

interface Waiting {
  resolve(news: News): void;
  reject(error: Error): void;
}

/** How long the thread may take to let go of its files. */
const closeMs = 1_000;
/** Growth is told at most so often: the thread reads what is new in one go. */
const growthPaceMs = 50;

/** In MiB. Without it the space for young objects grows to 134 in a flood, and stays. */
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

/** The thread that keeps the index and searches: asks it, and hands its answers to those who wait. */
export class ThreadSearch {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextNumber = 1;
  #growth: NodeJS.Timeout | null = null;
  #hasEnded = false;

  /** `onEnd`: the thread has ended though nobody closed it. Whoever waited has been told. */
  constructor(start: WorkerStart, onEnd: (error: Error) => void) {
    this.#worker = new Worker(workerFile('search-worker', import.meta.url), { workerData: start, resourceLimits });
    this.#worker.unref();
    this.#worker.on('message', (news: News) => this.#take(news));
    this.#worker.on('error', (error) => this.#end(error as Error, onEnd));
    this.#worker.on('exit', () => this.#end(new Error('The search thread has ended.'), onEnd));
  }

  async query(query: SearchQuery, signal: AbortSignal): Promise<RawAnswer> {
    const news = await this.#askUntil(signal, (number) => ({ type: 'search', number, query }));
    if (news.type !== 'answer') throw new Error('The search thread did not answer a search.');
    return news.answer;
  }

  /** All that holds, or null for "not yet": to be asked again in a moment. */
  async findAll(filter: string, signal: AbortSignal): Promise<AllFound> {
    const news = await this.#askUntil(signal, (number) => ({ type: 'find-all', number, filter }));
    if (news.type !== 'found') throw new Error('The search thread did not answer a search.');
    return news.found;
  }

  #askUntil(signal: AbortSignal, order: (number: number) => Order): Promise<News> {
    const number = this.#nextNumber++;
    const cancel = () => {
      this.#order({ type: 'cancel', number });
      this.#waiting.get(number)?.reject(new NotWanted('The search is not wanted any more.'));
      this.#waiting.delete(number);
    };
    signal.addEventListener('abort', cancel, { once: true });
    return this.#ask(number, order(number)).finally(() => signal.removeEventListener('abort', cancel));
  }

  /** To be called for every new entry; nearly free. */
  grew(): void {
    this.#growth ??= setTimeout(() => {
      this.#growth = null;
      this.#order({ type: 'grew' });
    }, growthPaceMs);
    this.#growth.unref();
  }

  /** Resolves when the thread reads nothing more of the log. */
  async pause(): Promise<void> {
    const number = this.#nextNumber++;
    await this.#ask(number, { type: 'pause', number });
  }

  /** Resolves when everything that was known of the log is gone, from the files too. */
  async clear(): Promise<void> {
    const number = this.#nextNumber++;
    await this.#ask(number, { type: 'clear', number });
  }

  /** Resolves when the thread has let go of its files. */
  async close(): Promise<void> {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#growth !== null) clearTimeout(this.#growth);
    for (const { reject } of this.#waiting.values()) reject(new NotWanted('The inspector closes.'));
    this.#waiting.clear();
    const exit = once(this.#worker, 'exit');
    this.#order({ type: 'close' });
    const timer = setTimeout(() => void this.#worker.terminate(), closeMs);
    await exit;
    clearTimeout(timer);
  }

  #ask(number: number, order: Order): Promise<News> {
    if (this.#hasEnded) return Promise.reject(new Error('The search thread has ended.'));
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#order(order);
    });
  }

  #order(order: Order): void {
    this.#worker.postMessage(order);
  }

  #take(news: News): void {
    const waiting = this.#waiting.get(news.number);
    this.#waiting.delete(news.number);
    if (news.type === 'failed') waiting?.reject(new Error(news.message));
    else waiting?.resolve(news);
  }

  #end(error: Error, onEnd: (error: Error) => void): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    onEnd(error);
  }
}
