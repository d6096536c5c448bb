/** A file comes late where the processors are busy. */
const MOST_FRAMES = 1_800;

/**
 * Waits for an element that is drawn with the next frame, or loaded as a file the first time, for half a minute.
 * If the user presses or types something else meanwhile, the focus stays there.
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
