import { NO_PRESS } from './press.ts';
import type { Schedule } from './record-store.ts';

const HIDDEN_WINDOW_MS = 500;
/** Longer than the pause between two messages of a flood (server/live/feed.ts) and longer than a frame. */
const IDLE_MS = 40;

/**
 * Makes the schedule of one page. The first work after a pause or after a press runs immediately, with all that arrived
 * together: it is drawn with the next frame and need not wait for a frame to begin. Other work runs at the next
 * animation frame, so that the messages of one frame are drawn together. Work that runs now is drawn alone with the
 * next frame: all other work waits for the frame after it. Frames stop in a hidden window, so the work runs after
 * 500 ms at the latest: the queue must not grow.
 */
export function atNextFrame(press = NO_PRESS): Schedule {
  let ranAtMs = Number.NEGATIVE_INFINITY;
  let pressesSeen = 0;
  /** The number of the work that ran now last; 0 if its frame has been drawn. */
  let undrawn = 0;
  let count = 0;

  function noteRun(): void {
    ranAtMs = performance.now();
    pressesSeen = press.count();
  }

  function soon(work: () => void): void {
    const run = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      ranAtMs = performance.now();
      work();
    };
    const atFrame = () => {
      if (undrawn === 0) run();
      else frame = requestAnimationFrame(atFrame);
    };
    const first = () => {
      if (undrawn === 0) run();
      else timer = setTimeout(run, HIDDEN_WINDOW_MS);
    };
    let frame = requestAnimationFrame(atFrame);
    const isFirst = performance.now() - ranAtMs > IDLE_MS || press.count() !== pressesSeen;
    pressesSeen = press.count();
    let timer = isFirst ? setTimeout(first, 0) : setTimeout(run, HIDDEN_WINDOW_MS);
  }

  function now(work: () => void): void {
    noteRun();
    count++;
    const mine = count;
    undrawn = mine;
    const drawn = () => {
      clearTimeout(timer);
      if (undrawn === mine) undrawn = 0;
    };
    const timer = setTimeout(drawn, HIDDEN_WINDOW_MS);
    // The first of the two frames draws the work; when the second one begins, it is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(drawn));
    work();
  }

  return { soon, now };
}
