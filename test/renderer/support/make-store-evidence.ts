import type { StoreEvidence, StoreSide } from '../../../server/contract/store-evidence.ts';

/** A read of the row `sess:a`; a test says what is different in its own. */
export function storeSide(state: StoreSide['state'], over: Partial<StoreSide> = {}): StoreSide {
  return {
    state,
    key: 'sess:a',
    tookMs: 1,
    expiresAtMs: null,
    cookieExpiresAtMs: null,
    bytes: null,
    encoding: null,
    detail: null,
    dangerous: [],
    ...over,
  };
}

/** What Redis told about a request that alone held its row, which was there before and after. */
export function storeEvidence(over: Partial<StoreEvidence> = {}): StoreEvidence {
  return {
    transport: 'redis',
    mapping: 'connect-redis',
    attribution: 'alone',
    sharedWith: [],
    before: storeSide('present'),
    after: storeSide('present'),
    savedLateMs: null,
    oldRow: null,
    ...over,
  };
}
