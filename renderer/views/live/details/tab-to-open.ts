import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { refusalOf } from '../../../../server/contract/outcome.ts';

export const TAB_NAMES = ['story', 'session', 'cookie', 'headers', 'store'] as const;
export type TabName = (typeof TAB_NAMES)[number];

/**
 * Which side of a request is shown first: the `chosen` one, unless it would hide what matters. Story and Cookie tell
 * of a refused cookie, the other tabs do not; and where no store was asked because there is none, its tab is bare.
 */
export function tabToOpen(chosen: TabName, { verdict, engine, storeOperations }: RequestRecord): TabName {
  if (chosen === 'story' || chosen === 'cookie') return chosen;
  const isBare = chosen === 'store' && engine === 'client-side' && storeOperations.length === 0;
  return isBare || refusalOf(verdict) !== null ? 'story' : chosen;
}
