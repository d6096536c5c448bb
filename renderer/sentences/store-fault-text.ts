import type { StoreState } from '../../server/contract/store-state.ts';
import type { WatchStrings } from '../strings/en/watch.ts';

/** When an attached store was last read, what failed, what to do, and whether it is tried again. */
export function storeFaultText(
  { shown, code, detail, lastReadMs, isTriedAgain }: Extract<StoreState, { readonly state: 'fault' }>,
  t: WatchStrings,
): string {
  return t.sentences([
    t.storeNotRead(shown, lastReadMs),
    t.storeFault[code](shown, detail),
    t.storeTried(isTriedAgain),
  ]);
}
