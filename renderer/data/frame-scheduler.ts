/** Runs work once, soon. */
export type Schedule = (work: () => void) => void;

const HIDDEN_WINDOW_MS = 500;

/**
 * At the next animation frame, so that messages of one frame are drawn at once; after 500 ms where no frame comes,
 * because frames stop in hidden windows and the queue must not grow there.
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
