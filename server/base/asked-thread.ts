import { SideThread, type SideThreadOptions } from './side-thread.ts';
import { errorOf, type ToldError } from './thread-error.ts';

/** A question to a thread, and its answer, with the same number. */
export interface Question<Asked> {
  readonly number: number;
  readonly asked: Asked;
}
export type Answer<Answered> = { readonly number: number } & (
  | { readonly answered: Answered }
  | { readonly failure: ToldError }
);

interface Waiting<Answered> {
  resolve(answer: Answered | null): void;
  reject(error: Error): void;
}

/** A thread that answers questions, and that takes orders without an answer. */
export class AskedThread<Asked, Answered, Order = never> {
  readonly #thread: SideThread<Question<Asked> | Order | 'stop', Answer<Answered>>;
  readonly #waiting = new Map<number, Waiting<Answered>>();
  #nextNumber = 1;

  /** `closed`: the message of the error for those who wait when the thread is stopped. */
  constructor(
    file: URL,
    { workerData, closed, onEnd }: Pick<SideThreadOptions<never>, 'workerData' | 'onEnd'> & { readonly closed: string },
  ) {
    this.#thread = new SideThread(file, {
      workerData,
      onNews: (news) => this.#take(news),
      onEnd: (error) => {
        for (const { resolve, reject } of this.#waiting.values()) {
          if (error === null) reject(new Error(closed));
          else resolve(null);
        }
        this.#waiting.clear();
        onEnd(error);
      },
    });
  }

  /** Null if the thread has ended with an error. */
  ask(asked: Asked): Promise<Answered | null> {
    const number = this.#nextNumber++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#thread.tell({ number, asked });
    });
  }

  tell(order: Order): void {
    this.#thread.tell(order);
  }

  stop(): Promise<void> {
    return this.#thread.end('stop');
  }

  #take(news: Answer<Answered>): void {
    const waiting = this.#waiting.get(news.number);
    this.#waiting.delete(news.number);
    if ('answered' in news) waiting?.resolve(news.answered);
    else waiting?.reject(errorOf(news.failure));
  }
}
