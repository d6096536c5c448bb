import type { InspectorState } from './inspector-state.ts';

/** Something that holds a state and says when there is another. */
export interface StateSource {
  subscribe(listener: () => void): () => void;
  getState(): InspectorState;
}

/**
 * The same state, renewed at most every `paceMs`: a change after a rest shows at once, one of many waits for its
 * turn, and the last one is never left out. For what nobody reads as fast as a flood could draw it.
 */
export function paced(source: StateSource, paceMs: number): StateSource {
  const listeners = new Set<() => void>();
  let state = source.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renew(): void {
    if (source.getState() === state) return;
    state = source.getState();
    timer = setTimeout(endOfPace, paceMs);
    for (const listener of listeners) listener();
  }

  function endOfPace(): void {
    timer = undefined;
    renew();
  }

  source.subscribe(() => {
    if (timer === undefined) renew();
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
  };
}
