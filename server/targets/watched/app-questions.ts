/** Questions to a connected app about the stores in its process. */
import type { InspectorLine, ListedSessions, StoreQuestion } from '../../contract/app-lines.ts';

/** Asks one app. */
export interface AppQuestions {
  /** The connection has ended. */
  readonly isOver: boolean;
  /** Null if the app does not answer in time, or if its connection ends. */
  ask(question: StoreQuestion): Promise<ListedSessions | null>;
  /** Reports the changed sessions of a store until stopped. Null: any of them. */
  follow(store: number, changed: (sids: readonly string[] | null) => void): () => void;
}

export interface AskedApp extends AppQuestions {
  answered(line: ListedSessions): void;
  changed(store: number, sids: readonly string[] | null): void;
  /** The connection has ended. */
  end(): void;
}

type Follower = (sids: readonly string[] | null) => void;

/** An app answers within milliseconds, unless it is stopped or busy. */
const mostWaitMs = 2_500;

/** `write`: sends a line to the app. */
export function askedApp(write: (line: InspectorLine) => void): AskedApp {
  const waiting = new Map<number, (answer: ListedSessions | null) => void>();
  const followers = new Map<number, Set<Follower>>();
  let lastNumber = 0;
  let isOver = false;
  const settle = (number: number, answer: ListedSessions | null) => {
    const resolve = waiting.get(number);
    waiting.delete(number);
    resolve?.(answer);
  };
  return {
    get isOver() {
      return isOver;
    },
    ask(question) {
      if (isOver) return Promise.resolve(null);
      const number = ++lastNumber;
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(number, null), mostWaitMs);
        timer.unref();
        waiting.set(number, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        write({ ...question, number });
      });
    },
    follow(store, changed) {
      const known = followers.get(store) ?? new Set();
      followers.set(store, known);
      known.add(changed);
      if (known.size === 1) write({ t: 'follow', store, isOn: true });
      return () => {
        if (known.delete(changed) && known.size === 0 && !isOver) write({ t: 'follow', store, isOn: false });
      };
    },
    answered: (line) => settle(line.number, line),
    changed: (store, sids) => {
      for (const tell of followers.get(store) ?? []) tell(sids);
    },
    end() {
      isOver = true;
      for (const number of [...waiting.keys()]) settle(number, null);
    },
  };
}
