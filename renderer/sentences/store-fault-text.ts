import type { StoreState } from '../../server/contract/store-state.ts';
import { storeWhySentence } from '../../server/contract/store-why.ts';
import type { StringsWithLater } from '../strings/with-later.ts';

/** When an attached store was last read, what failed, what to do, and whether it is tried again. */
export function storeFaultText(
  { shown, why, lastReadMs, isTriedAgain }: Extract<StoreState, { readonly state: 'fault' }>,
  { watch: t, storeWhy }: Pick<StringsWithLater, 'watch' | 'storeWhy'>,
): string {
  const sentence = storeWhySentence(why, storeWhy);
  // What a person put behind the address is not part of the place that the sentence names.
  const isNamed = sentence.includes(shown.replace(/\?.*$/, ''));
  return t.sentences([t.storeNotRead(isNamed ? null : shown, lastReadMs), sentence, t.storeTried(isTriedAgain)]);
}
