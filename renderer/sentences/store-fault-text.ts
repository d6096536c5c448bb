import type { StoreState } from '../../server/contract/store-state.ts';
import { storeWhySentence } from '../../server/contract/store-why.ts';
import type { StringsWithLater } from '../strings/with-later.ts';

/** When an attached store was last read, what failed, what to do, and whether it was or will be tried again. */
export function storeFaultText(
  store: Extract<StoreState, { readonly state: 'fault' }>,
  { watch: t, storeWhy }: Pick<StringsWithLater, 'watch' | 'storeWhy'>,
): string {
  const { shown, why, lastReadMs, isTriedAgain, retried } = store;
  const sentence = storeWhySentence(why, storeWhy);
  if (isEmptySoFar(store)) return sentence;
  // What a person put behind the address is not part of the place that the sentence names.
  const isNamed = sentence.includes(shown.replace(/\?.*$/, ''));
  return t.sentences([
    t.storeNotRead(isNamed ? null : shown, lastReadMs),
    sentence,
    ...(retried ? [t.storeRetried(retried.atMs, retried.isSame)] : []),
    t.storeTried(isTriedAgain),
  ]);
}

/** The store can be read, and holds nothing so far. Nothing has to be mended. */
export function isEmptySoFar({ why }: Extract<StoreState, { readonly state: 'fault' }>): boolean {
  return why.reason === 'store-empty';
}
