import type { Finding } from '../../../contract/finding.ts';
import type { SessionData } from '../../../contract/json.ts';
import { put } from '../bounded-memory.ts';
import { changedKeys, textOf } from '../changed-keys.ts';
import { endedAtMs, type StoredRecord } from './stored-record.ts';

const MAX_KEYS = 2_000;
/** A request that was forwarded this long before the other one was answered had loaded the session by then. */
const MIN_HEAD_START_MS = 25;
/**
 * Frameworks that load the session when a request arrives. Django loads it when it is first used, and PHP lets the
 * second request wait for the first.
 */
const LOADS_AT_ARRIVAL = /^(?:connect-|express-|session-file-store|better-sqlite3-session-store|flask-session)/;

interface Past {
  readonly record: StoredRecord;
  readonly data: SessionData | null;
}

/** Changes of a row that no request intended: from outside, and one that another request undid. */
export class RowChanges {
  /** The last record of each row whose reading afterwards is certain. */
  readonly #last = new Map<string, Past>();

  findingsOf(record: StoredRecord): Finding[] {
    const findings = [...this.#outside(record), ...this.#undone(record)];
    const { after } = record.evidence.store;
    if (after.key !== null) {
      if (after.state === 'present' || after.state === 'absent')
        put(this.#last, after.key, { record, data: record.sessionAfter }, MAX_KEYS);
      else this.#last.delete(after.key);
    }
    return findings;
  }

  #outside(record: StoredRecord): Finding[] {
    const { before, attribution } = record.evidence.store;
    const past = before.key === null ? undefined : this.#last.get(before.key);
    if (attribution !== 'outside' || past === undefined) return [];
    const keys = changedKeys(past.data, record.sessionBefore);
    // A program that only moved the end of the row changed nothing in the session.
    if (keys.length === 0) return [];
    return [
      { kind: 'changed-outside', requestIds: [past.record.id, record.id], keys, isGone: before.state === 'absent' },
    ];
  }

  /**
   * Two requests that overlapped with each other alone: the store held a change when the first was answered, and when
   * the second was answered, it had the value from before both again. The second had loaded the session before the
   * change, and has changed something else.
   */
  #undone(record: StoredRecord): Finding[] {
    const { store } = record.evidence;
    const past = store.after.key === null ? undefined : this.#last.get(store.after.key);
    if (past === undefined || store.after.state !== 'present' || !LOADS_AT_ARRIVAL.test(store.mapping)) return [];
    const first = past.record;
    const isPair = isOnly(store.sharedWith, first.id) && isOnly(first.evidence.store.sharedWith, record.id);
    const firstAnsweredMs = first.arrivedAtMs + (first.headSentAtMs ?? first.durationMs ?? 0);
    const hadLoaded = record.arrivedAtMs + MIN_HEAD_START_MS < firstAnsweredMs && endedAtMs(record) > endedAtMs(first);
    const wereThere = store.before.state === 'present' && past.data !== null;
    if (!isPair || !hadLoaded || !wereThere) return [];
    const loaded = record.sessionBefore;
    const own = changedKeys(loaded, record.sessionAfter);
    const keys = changedKeys(loaded, past.data).filter(
      (key) => textOf(record.sessionAfter, key) === textOf(loaded, key),
    );
    if (keys.length === 0 || own.length === 0) return [];
    return [{ kind: 'lost-update', requestIds: [first.id, record.id], keys }];
  }
}

function isOnly(ids: readonly number[], id: number): boolean {
  return ids.length === 1 && ids[0] === id;
}
