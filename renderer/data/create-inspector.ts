import { type Commands, createCommands } from './commands.ts';
import type { InspectorClient } from './connection.ts';
import { createFilteredLog } from './filtered-log.ts';
import { paced } from './paced-state.ts';
import type { Press } from './press.ts';
import type { RecordStore } from './record-store.ts';
import type { ShownLog } from './shown-log.ts';
import type { Inspector } from './use-inspector.ts';

/** How often everything except the table of requests is drawn again while requests keep arriving. */
const PACE_MS = 200;

/** The parts from which the inspector of one log is made. */
export interface InspectorParts extends Pick<Inspector, 'nowMs'> {
  readonly client: InspectorClient;
  readonly store: RecordStore;
  readonly press: Press;
}

/** The inspector of one source: the live log, an opened file, or any other workspace of the core. */
export function createInspector({ client, store, press, nowMs }: InspectorParts): Omit<Inspector, 'layout'> {
  const commands = createCommands(client, store, press);
  return {
    store,
    paced: paced(store, PACE_MS, press),
    commands,
    whole: wholeLog(store, commands),
    filtered: createFilteredLog(commands.search, store, press),
    nowMs,
  };
}

function wholeLog(
  store: RecordStore,
  { loadEarlier, returnToNewest }: Pick<Commands, 'loadEarlier' | 'returnToNewest'>,
): ShownLog {
  return {
    subscribe: store.subscribe,
    getState: store.getState,
    setFollowing: store.setFollowing,
    loadEarlier,
    returnToNewest,
  };
}
