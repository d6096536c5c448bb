import { createValue } from '../model/value.ts';
import type { InspectorState } from './inspector-state.ts';
import { NO_PRESS } from './press.ts';

/** Something that holds a state and says when there is another. */
export interface StateSource {
  subscribe(listener: () => void): () => void;
  getState(): InspectorState;
}

/**
 * The number of changes that are shown immediately. One press causes its request, its session, the response and the
 * counts in up to five messages, and a moment later its row is no longer new; more are a flood.
 */
const AT_ONCE = 6;

/**
 * The same state, renewed immediately for a few changes, and at most every `paceMs` while changes keep arriving. Each
 * press allows a few changes again: someone who presses quickly waits for the answers. The last change is always shown.
 * For parts of the window that need not be redrawn for each entry of a flood.
 */
export function paced(source: StateSource, paceMs: number, press = NO_PRESS): StateSource {
  const state = createValue(source.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changes = 0;
  let renewals = 0;
  let allowed = AT_ONCE;
  let pressesSeen = press.count();

  function renew(): void {
    if (source.getState() === state.get()) return;
    renewals++;
    if (timer === undefined) timer = setTimeout(() => press.afterRelease(endStretch), paceMs);
    state.set(source.getState());
  }

  function endStretch(): void {
    timer = undefined;
    allowed = changes > AT_ONCE ? 1 : AT_ONCE;
    changes = 0;
    renewals = 0;
    renew();
  }

  source.subscribe(() => {
    if (press.count() !== pressesSeen) {
      pressesSeen = press.count();
      changes = 0;
      renewals = 0;
      allowed = AT_ONCE;
    }
    changes++;
    if (renewals < allowed) renew();
  });
  return { subscribe: state.subscribe, getState: state.get };
}
