import { NotWanted } from '../base/errors.ts';
import { SideThread } from '../base/side-thread.ts';
import { errorOf } from '../base/thread-error.ts';
import { workerFile } from '../base/worker-file.ts';
import type { SearchQuery } from '../contract/search.ts';
import type { News, Order, Reply, WorkerStart } from './messages.ts';
import type { AllFound, RawAnswer } from './searches.ts';

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** How long the thread may take to close its files. */
const closeMs = 1_000;
/** The shortest time between two messages about new entries. The thread then reads all of them at once. */
const growthPaceMs = 50;

/** In MiB. Without this limit, the space for young objects grows to 134 MiB under high load and does not shrink. */
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

export interface ThreadWatch {
  /** The thread has ended unexpectedly. Waiting callers were rejected before. */
  readonly onEnd: (error: Error) => void;
  /** The thread could not read the log, which is in the same database as the sessions. */
  readonly onLogError: (error: Error) => void;
  /** Called with the id of each unreadable entry. */
  readonly onUnreadable: (id: number) => void;
}

/** The main thread's side of the search thread: sends queries, and passes answers to the waiting callers. */
export class ThreadSearch {
  readonly #thread: SideThread<Order, News>;
  readonly #waiting = new Map<number, Waiting>();
  #nextNumber = 1;
  #growth: NodeJS.Timeout | null = null;
  #hasEnded = false;

  constructor(start: WorkerStart, { onEnd, onLogError, onUnreadable }: ThreadWatch) {
    const take = (reply: Reply) => this.#take(reply);
    this.#thread = new SideThread(workerFile('search-worker', import.meta.url), {
      workerData: start,
      resourceLimits,
      onNews(news) {
        if (news.type === 'log-failed') onLogError(errorOf(news.error));
        else if (news.type === 'unreadable') news.ids.forEach(onUnreadable);
        else take(news);
      },
      onEnd: (error) => this.#end(error ?? new Error('The search thread has ended.'), onEnd),
    });
  }

  async query(query: SearchQuery, signal: AbortSignal): Promise<RawAnswer> {
    const reply = await this.#askUntil(signal, (number) => ({ type: 'search', number, query }));
    if (reply.type !== 'answer') throw new Error('The search thread did not answer a search.');
    return reply.answer;
  }

  /** All matches. Null if the search is not finished, so the caller should repeat it after a moment. */
  async findAll(filter: string, signal: AbortSignal): Promise<AllFound> {
    const reply = await this.#askUntil(signal, (number) => ({ type: 'find-all', number, filter }));
    if (reply.type !== 'found') throw new Error('The search thread did not answer a search.');
    return reply.found;
  }

  #askUntil(signal: AbortSignal, order: (number: number) => Order): Promise<Reply> {
    const number = this.#nextNumber++;
    const cancel = () => {
      this.#order({ type: 'cancel', number });
      this.#waiting.get(number)?.reject(new NotWanted('The search was cancelled.'));
      this.#waiting.delete(number);
    };
    signal.addEventListener('abort', cancel, { once: true });
    return this.#ask(number, order(number)).finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Must be called for every new entry. The call costs almost nothing. */
  grew(): void {
    this.#growth ??= setTimeout(() => {
      this.#growth = null;
      this.#order({ type: 'grew' });
    }, growthPaceMs);
    this.#growth.unref();
  }

  /** Resolves when the thread has stopped reading the log. */
  async pause(): Promise<void> {
    const number = this.#nextNumber++;
    await this.#ask(number, { type: 'pause', number });
  }

  /** Resolves when the thread and the index files contain no data of the log. */
  async clear(): Promise<void> {
    const number = this.#nextNumber++;
    await this.#ask(number, { type: 'clear', number });
  }

  /** Resolves when the thread has closed its files. */
  async close(): Promise<void> {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#growth !== null) clearTimeout(this.#growth);
    for (const { reject } of this.#waiting.values()) reject(new NotWanted('The inspector closes.'));
    this.#waiting.clear();
    await this.#thread.end({ type: 'close' }, closeMs);
  }

  #ask(number: number, order: Order): Promise<Reply> {
    if (this.#hasEnded) return Promise.reject(new Error('The search thread has ended.'));
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#order(order);
    });
  }

  #order(order: Order): void {
    this.#thread.tell(order);
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.type === 'failed') waiting?.reject(errorOf(reply.error));
    else waiting?.resolve(reply);
  }

  #end(error: Error, onEnd: (error: Error) => void): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    onEnd(error);
  }
}
