import { useCallback } from 'react';
import type { LogWindow } from '../../../data/log-window.ts';
import { useCommands, useFilter, useFiltered, useLiveInspector, useStore } from '../../../data/use-inspector.ts';

/** What the table shows: the log, or what holds of it while a filter is in force. */
export interface ShownLog {
  readonly log: LogWindow;
  readonly filter: 'off' | 'searching' | 'found';
  readonly arrivedCount: number;
  readonly isLoadingEarlier: boolean;
  readonly loadEarlier: () => void;
  readonly returnToNewest: () => Promise<void>;
  readonly setFollowing: (isFollowing: boolean) => void;
}

export function useShownLog(): ShownLog {
  const store = useStore();
  const commands = useCommands();
  const filtered = useFilter();
  const whole = useLiveInspector((state) => state.log);
  const arrived = useLiveInspector((state) => state.arrivedCount);
  const isLoading = useLiveInspector((state) => state.isLoadingEarlier);
  const found = useFiltered((state) => state);
  const isOff = found.phase === 'off';
  const loadEarlier = useCallback(
    () => void (isOff ? commands.loadEarlier() : filtered.loadEarlier()),
    [isOff, commands, filtered],
  );
  const setFollowing = useCallback(
    (isFollowing: boolean) => (isOff ? store : filtered).setFollowing(isFollowing),
    [isOff, store, filtered],
  );
  return {
    log: isOff ? whole : found.log,
    filter: found.phase,
    arrivedCount: isOff ? arrived : found.arrivedCount,
    isLoadingEarlier: isOff ? isLoading : found.isLoadingEarlier,
    loadEarlier,
    returnToNewest: isOff ? commands.returnToNewest : filtered.returnToNewest,
    setFollowing,
  };
}
