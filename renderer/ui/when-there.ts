const MOST_FRAMES = 120;

/**
 * Moves on to something that is drawn with the next frame, or comes as a file of its own the first time: looked for
 * until it is there, for two seconds. Whoever presses or types something else meanwhile has gone on, and keeps the
 * focus.
 */
export function whenThere<T>(find: () => T | null | undefined, then: (found: T) => void): void {
  const found = find();
  if (found != null) {
    then(found);
    return;
  }
  const user = new AbortController();
  const goOn = (event: Event) => {
    // The key that led here may still be down.
    if (!(event instanceof KeyboardEvent && event.repeat)) user.abort();
  };
  const options = { capture: true, signal: user.signal };
  window.addEventListener('pointerdown', goOn, options);
  window.addEventListener('keydown', goOn, options);
  let frames = 0;
  const look = () => {
    if (user.signal.aborted) return;
    const there = find();
    if (there == null && ++frames < MOST_FRAMES) {
      requestAnimationFrame(look);
      return;
    }
    user.abort();
    if (there != null) then(there);
  };
  requestAnimationFrame(look);
}
