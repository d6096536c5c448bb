/**
 * The watched apps, and the one whose log is shown instead of the log of the tutorial site, if any. The shown app has a
 * separate inspector connection. The log of the tutorial site continues in the background.
 */
import type { WatchedApp } from '../../server/contract/watch.ts';
import { createValue } from '../model/value.ts';
import type { FilteredLog } from './filtered-log.ts';
import type { RecordStore } from './record-store.ts';
import type { Inspector } from './use-inspector.ts';

export interface WatchingState {
  /** Every watched app, in the order in which they were added. */
  readonly apps: readonly WatchedApp[];
  /** Null if the tutorial site or a recording is shown. */
  readonly shown: { readonly id: string; readonly inspector: Inspector } | null;
}

export interface Watching {
  subscribe(listener: () => void): () => void;
  /** The same object until the next change. */
  getState(): WatchingState;
  /** Shows an app as soon as its first snapshot is there; until then the window stays as it is. */
  show(id: string): void;
  /** Back to the tutorial site. */
  leave(): void;
}

export interface WatchingOptions {
  /** The store of the tutorial site, whose stream lists the watched apps. */
  readonly store: Pick<RecordStore, 'subscribe' | 'getState'>;
  /** The filter of the tutorial site. */
  readonly filtered: Pick<FilteredLog, 'getState' | 'setText'>;
  /** An inspector of one app, and how to end it. `onGone`: the app is not watched any more. */
  readonly inspect: (id: string, onGone: () => void) => { readonly inspector: Inspector; readonly end: () => void };
}

export function createWatching({ store, filtered, inspect }: WatchingOptions): Watching {
  const state = createValue<WatchingState>({ apps: store.getState().watching, shown: null });
  let endShown = () => {};
  let giveUp = () => {};

  function swap(shown: WatchingState['shown'], end: () => void): void {
    const endEarlier = endShown;
    endShown = end;
    state.set({ ...state.get(), shown });
    endEarlier();
  }

  const leave = (): void => {
    giveUp();
    if (state.get().shown !== null) swap(null, () => {});
  };

  /**
   * If the tutorial site is unused, the window shows the first watched app at the start, because the user has requested
   * it.
   */
  let isBegun = false;
  /** What the user has typed before the app was there is meant for the app. */
  const takeFilter = (inspector: Inspector): void => {
    const { text } = filtered.getState();
    if (text === '') return;
    inspector.filtered.setText(text, true);
    filtered.setText('', true);
  };
  const begin = (): void => {
    const {
      site,
      status,
      watching: [first],
    } = store.getState();
    if (isBegun || site === null) return;
    isBegun = true;
    if (first !== undefined && status?.requestCount === 0) open(first.id, takeFilter);
  };

  store.subscribe(() => {
    const apps = store.getState().watching;
    if (apps !== state.get().apps) {
      state.set({ ...state.get(), apps });
      const { shown } = state.get();
      if (shown !== null && !apps.some(({ id }) => id === shown.id)) leave();
    }
    begin();
  });

  function open(id: string, onShown: (inspector: Inspector) => void): void {
    giveUp();
    if (state.get().shown?.id === id) return;
    let isShown = false;
    const { inspector, end } = inspect(id, () => (isShown ? leave() : giveUp()));
    const stopWaiting = inspector.store.subscribe(showOnceThere);
    giveUp = () => {
      giveUp = () => {};
      stopWaiting();
      if (!isShown) end();
    };
    function showOnceThere(): void {
      if (isShown || inspector.store.getState().site === null) return;
      isShown = true;
      giveUp();
      onShown(inspector);
      swap({ id, inspector }, end);
    }
    showOnceThere();
  }

  return { subscribe: state.subscribe, getState: state.get, show: (id) => open(id, () => {}), leave };
}
