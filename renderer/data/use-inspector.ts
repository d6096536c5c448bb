import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Commands } from './commands.ts';
import type { FilteredLog, FilteredLogState } from './filtered-log.ts';
import type { InspectorState } from './inspector-state.ts';
import type { LayoutKeeper } from './layout-keeper.ts';
import type { StateSource } from './paced-state.ts';
import type { RecordStore } from './record-store.ts';
import type { ShownLog, ShownLogState } from './shown-log.ts';

/** The data layer as components see it: the store to read, and the commands to send. */
export interface Inspector {
  readonly store: RecordStore;
  /** The state of the store, at most a few times a second. */
  readonly paced: StateSource;
  /** The whole log. */
  readonly whole: ShownLog;
  /** The log through the filter that is typed. */
  readonly filtered: FilteredLog;
  /** The chosen layout of the window. */
  readonly layout: LayoutKeeper;
  readonly commands: Commands;
  /** The current time in wall-clock ms; for an opened file, the time of its last entry. */
  readonly nowMs: () => number;
}

export const InspectorContext = createContext<Inspector | null>(null);

/** The inspector above this component, for code that needs more than one part of it. */
export function useInspectorHere(): Inspector {
  const inspector = useContext(InspectorContext);
  if (inspector === null) throw new Error('No inspector above this component');
  return inspector;
}

/**
 * A part of the state; the component draws again when that part is another object, several times a second at most.
 * `select` must not build new objects.
 */
export function useInspector<T>(select: (state: InspectorState) => T): T {
  const { paced } = useInspectorHere();
  return useSyncExternalStore(paced.subscribe, () => select(paced.getState()));
}

/**
 * Like {@link useInspector}, but updated with every frame that has a change. It is for the table of requests, which
 * shows each request immediately.
 */
export function useLiveInspector<T>(select: (state: InspectorState) => T): T {
  const { store } = useInspectorHere();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/**
 * False until the first snapshot has arrived. Until then the frame of the window is drawn, and nothing that could be
 * taken for a statement about the log, the sessions or the settings.
 */
export function useHasData(): boolean {
  return useInspector((state) => state.site !== null);
}

/** The clock of the shown log: the same function for the life of the page. */
export function useClock(): () => number {
  return useInspectorHere().nowMs;
}

/** The commands of the inspector: the same object for the life of the page. */
export function useCommands(): Commands {
  return useInspectorHere().commands;
}

/** The store, for the few places that write to it, for example to dismiss a problem. */
export function useStore(): RecordStore {
  return useInspectorHere().store;
}

/** A part of the state of the filter. `select` must not build new objects. */
export function useFiltered<T>(select: (state: FilteredLogState) => T): T {
  const { filtered } = useInspectorHere();
  return useSyncExternalStore(filtered.subscribe, () => select(filtered.getState()));
}

/** The filter, to change its text: the same object for the life of the page. */
export function useFilter(): FilteredLog {
  return useInspectorHere().filtered;
}

/** The log that is shown now: the filtered one while a filter is in force, else the whole log. */
export function useShownLog(): ShownLog {
  const { whole, filtered } = useInspectorHere();
  return useFiltered(({ phase }) => phase === 'off') ? whole : filtered;
}

/** A part of the state of the shown log. `select` must not build new objects. */
export function useShown<T>(select: (state: ShownLogState) => T): T {
  const shown = useShownLog();
  return useSyncExternalStore(shown.subscribe, () => select(shown.getState()));
}

/** The kept layout of the window. Components read it with usePreference (use-preference.ts). */
export function useLayoutKeeper(): LayoutKeeper {
  return useInspectorHere().layout;
}
