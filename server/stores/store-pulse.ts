import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreFault } from './store-reader.ts';

export interface StorePulseOptions {
  /** Asks the store something short. Rejects if the store cannot be read. */
  readonly ask: () => Promise<unknown>;
  /** The place of the store without its password, for sentences. */
  readonly shown: string;
  readonly onAnswer: () => void;
  readonly onFault: (fault: unknown) => void;
}

/** Asks a store again and again whether it can be read, so that what the window says of it is true. */
export interface StorePulse {
  /** The store has just answered something else, so it does not have to be asked now. */
  answered(): void;
  stop(): void;
}

/** How long after the last answer the store is asked. */
const paceMs = 2_000;
/** A store that has not answered a question as short as this one for so long is out of reach. */
const mostAnswerMs = 3_000;

/** Begins to ask. A store that does not answer gets no second question until it has answered the first one. */
export function startStorePulse({ ask, shown, onAnswer, onFault }: StorePulseOptions): StorePulse {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let answeredMs = performance.now();
  const later = (ms: number) => {
    if (isStopped) return;
    timer = setTimeout(() => void beat(), ms);
    timer.unref();
  };
  const beat = async (): Promise<void> => {
    const dueMs = paceMs - (performance.now() - answeredMs);
    if (dueMs > 0) return later(dueMs);
    const overdue = setTimeout(() => void isOverdue(), mostAnswerMs);
    overdue.unref();
    let isAnswered = false;
    const isOverdue = async () => {
      // An answer may have come while this process was busy.
      await nextTurn();
      if (isAnswered || isStopped) return;
      onFault(new StoreFault('no-answer-for', { place: shown, about: String(mostAnswerMs / 1000) }));
    };
    try {
      await ask();
      isAnswered = true;
      answeredMs = performance.now();
      if (!isStopped) onAnswer();
    } catch (error) {
      isAnswered = true;
      if (!isStopped) onFault(error);
    }
    clearTimeout(overdue);
    later(paceMs);
  };
  later(paceMs);
  return {
    answered() {
      answeredMs = performance.now();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
