import type { SharedStore } from '../../server/contract/shared-store.ts';
import type { Strings } from '../strings/en.ts';

/** Why the sessions of the site cannot be reached, and what to do. Null if they can. */
export function storeAwaySentence(store: SharedStore | undefined, t: Strings['storage']): string | null {
  if (store?.state !== 'away') return null;
  const { shown, code, why, sinceMs, isTriedAgain } = store;
  const reason = why.quote === undefined ? t.storeFault[code] : t.storeSaid(t.storeFault[code], why.quote);
  return t.storeAway(shown, sinceMs, reason, isTriedAgain);
}
