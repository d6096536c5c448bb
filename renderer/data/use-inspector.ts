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
}

export const InspectorContext = createContext<Inspector | null>(null);

function useInspectorContext(): Inspector {
  const inspector = useContext(InspectorContext);
  if (inspector === null) throw new Error('No inspector above this component');
  return inspector;
}

/**
 * A part of the state; the component draws again when that part is another object, several times a second at most. `select` must not
 * build new objects.
 */
export function useInspector<T>(select: (state: InspectorState) => T): T {
  const { paced } = useInspectorContext();
  return useSyncExternalStore(paced.subscribe, () => select(paced.getState()));
}

/** The same with every frame that brings something new: for the table of requests, where each of them is to be seen at once. */
export function useLiveInspector<T>(select: (state: InspectorState) => T): T {
  const { store } = useInspectorContext();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** The commands of the inspector: the same object for the life of the page. */
export function useCommands(): Commands {
  return useInspectorContext().commands;
}

/** The store itself, for the few places that tell it something (what is being looked at, a dismissed problem). */
export function useStore(): RecordStore {
  return useInspectorContext().store;
}

/** A part of the filter's state, as {@link useInspector} gives a part of the whole. */
export function useFiltered<T>(select: (state: FilteredLogState) => T): T {
  const { filtered } = useInspectorContext();
  return useSyncExternalStore(filtered.subscribe, () => select(filtered.getState()));
}

/** The filter itself, to tell it something: the same object for the life of the page. */
export function useFilter(): FilteredLog {
  return useInspectorContext().filtered;
}

/** What is remembered of how the window looks; components read it by usePreference (ui/use-preference.ts). */
export function useLayoutKeeper(): LayoutKeeper {
  return useInspectorContext().layout;
}
