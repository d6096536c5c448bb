import type { StoreSide } from '../../server/contract/store-evidence.ts';
import { type StoreWhyWords, storeWhySentence } from '../../server/contract/store-why.ts';

/** Why a row is not known, or which of its clocks is wrong. Records of earlier versions have an English sentence. */
export function storeSideWhy({ why, detail }: StoreSide, words: StoreWhyWords): string | null {
  return why === undefined ? detail : storeWhySentence(why, words);
}
