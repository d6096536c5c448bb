import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { jsonEqual } from './json-equal.ts';
import { knownSides } from './known-sides.ts';

/** The change of the session by one request as a whole: the sentence over its two trees. */
export type SessionChange =
  /** `unknown`: what the session held is not known on one side. */
  | { readonly kind: 'none' | 'same' | 'regenerated' | 'unknown' }
  | { readonly kind: 'created' | 'gone'; readonly keys: number }
  | { readonly kind: 'changed'; readonly added: number; readonly changed: number; readonly removed: number };

/** Compares the session before and after, by top-level keys. */
export function sessionChange(record: RequestRecord): SessionChange {
  const { sessionBefore, sessionAfter, sidBefore, sidAfter } = record;
  const known = knownSides(record);
  if (!known.before || !known.after) return { kind: 'unknown' };
  if (sessionBefore === null && sessionAfter === null) return { kind: 'none' };
  if (sessionBefore === null) return { kind: 'created', keys: Object.keys(sessionAfter ?? {}).length };
  if (sessionAfter === null) return { kind: 'gone', keys: Object.keys(sessionBefore).length };
  if (jsonEqual(sessionBefore, sessionAfter)) {
    return { kind: sidBefore !== null && sidAfter !== null && sidBefore !== sidAfter ? 'regenerated' : 'same' };
  }
  const keys = new Set([...Object.keys(sessionBefore), ...Object.keys(sessionAfter)]);
  const count = { added: 0, changed: 0, removed: 0 };
  for (const key of keys) {
    if (!Object.hasOwn(sessionBefore, key)) count.added++;
    else if (!Object.hasOwn(sessionAfter, key)) count.removed++;
    else if (!jsonEqual(sessionBefore[key], sessionAfter[key])) count.changed++;
  }
  return { kind: 'changed', ...count };
}
