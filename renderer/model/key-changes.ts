import type { Json, SessionData } from '../../server/contract/json.ts';
import { jsonEqual } from './json-equal.ts';

/** A top-level key of a session that a request added, changed or removed. `undefined` means absent. */
export interface KeyChange {
  readonly key: string;
  readonly deed: 'added' | 'changed' | 'removed';
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** The keys that differ between two states of a session, in the order of their first appearance. */
export function keyChanges(before: SessionData | null, after: SessionData | null): KeyChange[] {
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .map((key) => ({ key, before: member(before, key), after: member(after, key) }))
    .filter((change) => !jsonEqual(change.before, change.after))
    .map((change) => ({ ...change, deed: deedOf(change) }));
}

function member(data: SessionData | null, key: string): Json | undefined {
  return data !== null && Object.hasOwn(data, key) ? data[key] : undefined;
}

function deedOf({ before, after }: Omit<KeyChange, 'key' | 'deed'>): KeyChange['deed'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}
