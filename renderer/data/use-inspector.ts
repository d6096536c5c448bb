import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Commands } from './commands.ts';
import type { FilteredLog, FilteredLogState } from './filtered-log.ts';
import type { InspectorState } from './inspector-state.ts';
import type { LayoutKeeper } from './layout-keeper.ts';
import type { StateSource } from './paced-state.ts';
import type { RecordStore } from './record-store.ts';

/** What the components have of the data layer: the store to read, the commands to give. */
export interface Inspector {
  readonly store: RecordStore;
  /** The state of the store, as often as it can be read. */
  readonly paced: StateSource;
  /** The log through the filter that is typed. */
  readonly filtered: FilteredLog;
  /** How the window looks, as it was chosen. */
  readonly layout: LayoutKeeper;
  readonly commands: Commands;
  /** The present, in wall-clock ms; of a file that is looked at, the moment of its last entry. */
  readonly nowMs: () => number;
}

export const InspectorContext = createContext<Inspector | null>(null);

/** The whole of it, for who stands between it and what is shown. */
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
 * The same with every frame that brings something new: for the table of requests, where each of them is to be seen at
 * once.
 */
export function useLiveInspector<T>(select: (state: InspectorState) => T): T {
  const { store } = useInspectorHere();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** The present of what is shown: a clock to be asked, the same function for the life of the page. */
export function useClock(): () => number {
  return useInspectorHere().nowMs;
}

/** The commands of the inspector: the same object for the life of the page. */
export function useCommands(): Commands {
  return useInspectorHere().commands;
}

/** The store itself, for the few places that tell it something (what is being looked at, a dismissed problem). */
export function useStore(): RecordStore {
  return useInspectorHere().store;
}

/** A part of the filter's state, as {@link useInspector} gives a part of the whole. */
export function useFiltered<T>(select: (state: FilteredLogState) => T): T {
  const { filtered } = useInspectorHere();
  return useSyncExternalStore(filtered.subscribe, () => select(filtered.getState()));
}

/** The filter itself, to tell it something: the same object for the life of the page. */
export function useFilter(): FilteredLog {
  return useInspectorHere().filtered;
}

/** What is remembered of how the window looks; components read it by usePreference (ui/use-preference.ts). */
export function useLayoutKeeper(): LayoutKeeper {
  return useInspectorHere().layout;
}
