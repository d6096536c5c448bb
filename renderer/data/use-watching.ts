import { createContext, useContext, useSyncExternalStore } from 'react';
import type { WatchedApp } from '../../server/contract/watch.ts';
import { useRecording } from './use-recordings.ts';
import type { Watching } from './watching.ts';

export const WatchingContext = createContext<Watching | null>(null);

/** Which app is shown, and how to change that: the same object for the life of the page. */
export function useWatching(): Watching {
  const watching = useContext(WatchingContext);
  if (watching === null) throw new Error('Nothing above this component watches apps');
  return watching;
}

/** Every watched app, in the order in which they were added. */
export function useWatchedApps(): readonly WatchedApp[] {
  const watching = useWatching();
  return useSyncExternalStore(watching.subscribe, () => watching.getState().apps);
}

/** The watched app whose log is shown. Null for the tutorial site and for a recording. */
export function useWatchedApp(): WatchedApp | null {
  const watching = useWatching();
  const isFile = useRecording() !== null;
  return useSyncExternalStore(watching.subscribe, () => {
    const { apps, shown } = watching.getState();
    return isFile || shown === null ? null : (apps.find(({ id }) => id === shown.id) ?? null);
  });
}

/** The kind of the selected workspace. */
export type WorkspaceKind = 'tutorial' | 'watched' | 'recording';

export function useWorkspaceKind(): WorkspaceKind {
  const isFile = useRecording() !== null;
  const isWatched = useWatchedApp() !== null;
  if (isFile) return 'recording';
  return isWatched ? 'watched' : 'tutorial';
}
