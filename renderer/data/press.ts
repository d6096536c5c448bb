/**
 * A press: a pointer button or the space bar goes down and up on one element. If the page is redrawn in between, rows
 * and buttons move, and the click is lost or reaches another element. Therefore new data waits until the button is up.
 */
export interface Press {
  /** Runs `work` immediately, or as soon as the button is up, in the order of the calls. */
  afterRelease(work: () => void): void;
  /** How many buttons and keys were pressed so far. */
  count(): number;
}

/** For a page without pointer input. */
export const NO_PRESS: Press = { afterRelease: (work) => work(), count: () => 0 };

/** A button that is held for longer is a drag, during which arriving messages are shown. */
const LONGEST_MS = 500;
/** The click of a finger follows a moment after the finger is up; the click of a mouse follows in the same task. */
const CLICK_AFTER_TOUCH_MS = 60;

/** Watches the buttons of every pointer in a window, for as long as the page lives. */
export function watchPresses(target: Pick<EventTarget, 'addEventListener'>): Press {
  let waiting: (() => void)[] = [];
  let isDown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let presses = 0;

  function release(): void {
    clearTimeout(timer);
    isDown = false;
    const works = waiting;
    waiting = [];
    for (const work of works) work();
  }

  function releaseIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(release, ms);
  }

  const hold = () => {
    isDown = true;
    releaseIn(LONGEST_MS);
  };
  const down = () => {
    presses++;
    hold();
  };
  const up = (event: Event) => {
    if (!isDown) return;
    const isMouse = !('pointerType' in event) || event.pointerType === 'mouse';
    releaseIn(isMouse ? 0 : CLICK_AFTER_TOUCH_MS);
  };
  // The space bar activates a button when it is released. Enter does so immediately and needs no wait.
  const isSpace = (event: Event) => 'key' in event && event.key === ' ';
  const keyDown = (event: Event) => {
    if ('repeat' in event && event.repeat === true) return;
    presses++;
    if (isSpace(event)) hold();
  };
  const keyUp = (event: Event) => {
    if (isSpace(event) && isDown) releaseIn(0);
  };
  // While they are captured no part of the page can keep them from being seen.
  target.addEventListener('pointerdown', down, { capture: true });
  target.addEventListener('pointerup', up, { capture: true });
  target.addEventListener('pointercancel', up, { capture: true });
  target.addEventListener('keydown', keyDown, { capture: true });
  target.addEventListener('keyup', keyUp, { capture: true });
  return {
    afterRelease(work) {
      if (isDown) waiting.push(work);
      else work();
    },
    count: () => presses,
  };
}
