import type { Json } from '../../server/contract/json.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { seenEngine } from '../../server/contract/seen-from-outside.ts';
import { jsonEqual } from './json-equal.ts';

/** Why a handler found a value under a key: the entry that set or removed it. */
export interface ValueOrigin {
  readonly key: string;
  readonly what: 'set' | 'removed' | 'edited';
  /** The entry. */
  readonly id: number;
  /** The sender of that request; null if the change was made in the window. */
  readonly who: string | null;
}

/**
 * The origin of the first value that a request read from its session, among the earlier entries (by id, oldest first).
 * Null if it read no value, had no session, or the earlier entries are not in memory or do not explain it.
 */
export function valueOrigin(record: RequestRecord, entries: readonly LogEntry[]): ValueOrigin | null {
  const read = record.operations.find(({ op, key }) => op === 'get' && key !== undefined);
  // A new session in the store has no earlier data. In a cookie it may have: a session that lost its last key
  // disappears with its cookie.
  const isNew = seenEngine(record) === 'server-side' && record.sessionBefore === null;
  if (read?.key === undefined || isNew) return null;
  const { key, before: found } = read;
  let sid = record.sidBefore;
  for (const entry of entries.toReversed()) {
    if (entry.id >= record.id) continue;
    const change = entry.kind === 'request' ? changeBy(entry, record, sid, key) : editOf(entry, sid, key);
    if (change !== null) {
      const { left, what, who } = change;
      return isSame(found, left) ? { key, what, id: entry.id, who } : null;
    }
    // Its data was carried over to the id that came later.
    if (entry.kind === 'request' && sid !== null && entry.sidAfter === sid) sid = entry.sidBefore ?? sid;
  }
  return null;
}

/** The change of the key, and its value then. */
interface Change {
  readonly left: Json | undefined;
  readonly what: ValueOrigin['what'];
  readonly who: string | null;
}

function changeBy(entry: RequestRecord, record: RequestRecord, sid: string | null, key: string): Change | null {
  if (!isOfSession(entry, record, sid)) return null;
  const last = entry.operations.findLast(
    (use) =>
      (use.key === key && (use.op === 'set' || (use.op === 'pop' && use.before !== undefined))) || use.op === 'clear',
  );
  if (last === undefined) return null;
  const what = last.op === 'set' ? 'set' : 'removed';
  return { what, left: valueIn(entry.sessionAfter, key), who: entry.actor.name };
}

/** A session in a cookie has no id: it is the data that this engine sent to this client. */
function isOfSession(entry: RequestRecord, record: RequestRecord, sid: string | null): boolean {
  if (sid !== null) return (entry.sidAfter ?? entry.sidBefore) === sid;
  return entry.engine === record.engine && entry.actor.id === record.actor.id;
}

function editOf(entry: LogEntry, sid: string | null, key: string): Change | null {
  if (entry.kind !== 'edit' || sid === null || entry.sid !== sid) return null;
  const { action, before, after } = entry;
  if (action === 'set' || action === 'pop') {
    return entry.key === key ? { what: 'edited', left: after, who: null } : null;
  }
  const [had, has] = [valueIn(before, key), valueIn(after, key)];
  return action !== 'replace' || isSame(had, has) ? null : { what: 'edited', left: has, who: null };
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === undefined || other === undefined ? one === other : jsonEqual(one, other);
}

function valueIn(data: Json | undefined, key: string): Json | undefined {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return isObject && Object.hasOwn(data, key) ? data[key] : undefined;
}
