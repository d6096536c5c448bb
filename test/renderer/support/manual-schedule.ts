import type { Schedule } from '../../../renderer/data/record-store.ts';

/** A scheduler whose next frame comes when the test says so. */
export function manualSchedule(): { schedule: Schedule; nextFrame(): void; waiting(): number } {
  let queue: (() => void)[] = [];
  return {
    schedule: { soon: (work) => void queue.push(work), now: (work) => work() },
    nextFrame() {
      const due = queue;
      queue = [];
      for (const work of due) work();
    },
    waiting: () => queue.length,
  };
}
