import { runApart } from '../base/run-apart.ts';

/** Work that is done in the order in which it was added. */
export interface WorkInOrder {
  /** Adds work that can wait for the work after it. */
  add(work: () => void): void;
  /** Adds work, and requests that all pending work is done soon. */
  addDue(work: () => void): void;
  /** Does all that waits. An error of one piece surfaces on its own, after the others. */
  runAll(): void;
}

/** Work is done when `later` calls back; without `later` it is done when it is added. */
export function workInOrder(later?: (work: () => void) => void): WorkInOrder {
  let waiting: (() => void)[] = [];
  let isDue = false;
  const runAll = (): void => {
    const work = waiting;
    waiting = [];
    isDue = false;
    for (const each of work) runApart(each);
  };
  if (later === undefined) return { add: (work) => work(), addDue: (work) => work(), runAll };
  return {
    add(work) {
      waiting.push(work);
    },
    addDue(work) {
      waiting.push(work);
      if (!isDue) later(runAll);
      isDue = true;
    },
    runAll,
  };
}
