import type { SharedStore } from '../../server/contract/shared-store.ts';
import type { Strings } from '../strings/en.ts';

/** Why the sessions of the site cannot be reached. Null if they can. */
export function storeAwaySentence(store: SharedStore | undefined, t: Strings['storage']): string | null {
  if (store?.state !== 'away') return null;
  const { shown, code, detail, sinceMs } = store;
  return t.storeAway(shown, sinceMs, code === 'failed' || code === 'not-a-store' ? detail : t.storeFault[code]);
}
