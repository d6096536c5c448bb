import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { refusalOf } from '../../../../server/contract/outcome.ts';

export const TAB_NAMES = ['story', 'session', 'cookie', 'headers', 'store'] as const;
export type TabName = (typeof TAB_NAMES)[number];

/**
 * The tab that is shown first for a request: the `chosen` one, unless it would hide the important facts. Story and
 * Cookie explain a refused cookie, the other tabs do not. If there is no store, the Store tab is empty.
 */
export function tabToOpen(chosen: TabName, { verdict, engine, storeOperations }: RequestRecord): TabName {
  if (chosen === 'story' || chosen === 'cookie') return chosen;
  const isBare = chosen === 'store' && engine === 'client-side' && storeOperations.length === 0;
  return isBare || refusalOf(verdict) !== null ? 'story' : chosen;
}
