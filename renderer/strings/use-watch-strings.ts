import type { WatchStrings } from './en/watch.ts';
import { useStringsWithLater } from './with-later.ts';

/** The words about watched apps. */
export function useWatchStrings(): WatchStrings {
  return useStringsWithLater().watch;
}
