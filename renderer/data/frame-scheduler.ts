import type { Schedule } from './record-store.ts';

const HIDDEN_WINDOW_MS = 500;

/**
 * Runs the work at the next animation frame, so that the messages of one frame are drawn together. Frames stop in a
 * hidden window, so the work runs after 500 ms at the latest: the queue must not grow.
 */
export const atNextFrame: Schedule = (work) => {
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    work();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, HIDDEN_WINDOW_MS);
};
