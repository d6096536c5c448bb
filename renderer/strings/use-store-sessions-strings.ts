import type { StoreSessionsStrings } from './en/store-sessions.ts';
import { useStringsWithLater } from './with-later.ts';

/** The words of the sessions in an attached store. */
export function useStoreSessionsStrings(): StoreSessionsStrings {
  return useStringsWithLater().storeSessions;
}
