import { NO_PRESS } from './press.ts';
import type { Schedule } from './record-store.ts';

const HIDDEN_WINDOW_MS = 500;
/** Longer than the pause between two messages of a flood (server/live/feed.ts) and longer than a frame. */
const IDLE_MS = 40;

/**
 * Makes the schedule of one page. The first work after a pause or after a press runs immediately, with all that arrived
 * together: it is drawn with the next frame and need not wait for a frame to begin. Other work runs at the next
 * animation frame, so that the messages of one frame are drawn together. Frames stop in a hidden window, so the work
 * runs after 500 ms at the latest: the queue must not grow.
 */
export function atNextFrame(press = NO_PRESS): Schedule {
  let ranAtMs = Number.NEGATIVE_INFINITY;
  let pressesSeen = 0;
  return (work) => {
    const run = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      ranAtMs = performance.now();
      work();
    };
    const frame = requestAnimationFrame(run);
    const isFirst = performance.now() - ranAtMs > IDLE_MS || press.count() !== pressesSeen;
    pressesSeen = press.count();
    const timer = setTimeout(run, isFirst ? 0 : HIDDEN_WINDOW_MS);
  };
}
