import type { StoreWhyWords } from '../../../server/contract/store-why.ts';

/** Why a session store or a row of it cannot be read. The terminal says the same. */
export { storeWhyWords as storeWhy } from '../../../server/contract/store-why-words-en.ts';

export type StoreWhyStrings = StoreWhyWords;
