import type { Finding } from '../../../contract/finding.ts';
import type { SessionData } from '../../../contract/json.ts';
import { put } from '../bounded-memory.ts';
import { textOf } from '../changed-keys.ts';
import { ToldOnce } from '../from-outside/told-once.ts';
import { endedAtMs, isAlone, type StoredRecord } from './stored-record.ts';

const MAX_KEYS = 5_000;
const MAX_CLIENTS = 200;
/** The number of consecutive rows that shows a pattern and not a coincidence. */
const ORPHANS_IN_A_ROW = 5;

interface Ended {
  readonly requestId: number;
  readonly atMs: number;
  /** What the session held before it ended. */
  readonly data: SessionData;
}

/** Rows that come back after their end, that are made for an id of the client, and that no client ever asks for. */
export class RowLives {
  readonly #ended = new Map<string, Ended>();
  /** Keys of rows that the store had, or that the app has made. */
  readonly #known = new Map<string, true>();
  readonly #unclaimed = new Map<string, { key: string; requestId: number }[]>();
  readonly #told = new ToldOnce();

  findingsOf(record: StoredRecord): Finding[] {
    const findings = [...this.#revived(record), ...this.#adopted(record), ...this.#orphaned(record)];
    this.#note(record);
    return findings;
  }

  /**
   * The row was gone after a request, and later had a value from before its end again. Both are facts about the row,
   * whichever request wrote it.
   */
  #revived(record: StoredRecord): Finding[] {
    const { key, state } = record.evidence.store.after;
    const ended = key === null ? undefined : this.#ended.get(key);
    if (key === null || ended === undefined || state !== 'present' || endedAtMs(record) < ended.atMs) return [];
    this.#ended.delete(key);
    const isBack = Object.keys(ended.data).some(
      (name) => textOf(ended.data, name) === textOf(record.sessionAfter, name),
    );
    if (!isBack || record.sidAfter === null) return [];
    return [{ kind: 'revived', requestIds: [ended.requestId, record.id], sid: record.sidAfter }];
  }

  /** The cookie led to no row, and the app made one under the id that came. */
  #adopted(record: StoredRecord): Finding[] {
    const { before, after } = record.evidence.store;
    const { id, sidAfter, cookieName: name } = record;
    const isSameRow = before.key !== null && before.key === after.key;
    const isMade = before.state === 'absent' && after.state === 'present';
    if (!isAlone(record) || !isSameRow || !isMade || sidAfter === null) return [];
    if (before.key === null || this.#known.has(before.key)) return [];
    if (!this.#told.isNews(`adopted ${name}`, id)) return [];
    return [{ kind: 'id-adopted', requestIds: [id], name, sid: sidAfter }];
  }

  /** One client got so many rows in a row, and came back with the cookie of none. */
  #orphaned(record: StoredRecord): Finding[] {
    const { before, after } = record.evidence.store;
    const { id, actor, cookieName: name } = record;
    if (before.key !== null) {
      this.#unclaimed.delete(actor.id);
      return [];
    }
    const isNew = before.state === 'no-cookie' && after.state === 'present' && after.key !== null;
    if (!isAlone(record) || !isNew || record.setCookie === null || after.key === null) return [];
    const rows = [...(this.#unclaimed.get(actor.id) ?? []), { key: after.key, requestId: id }].slice(-ORPHANS_IN_A_ROW);
    put(this.#unclaimed, actor.id, rows, MAX_CLIENTS);
    if (rows.length < ORPHANS_IN_A_ROW || !this.#told.isNews(`orphans ${actor.id}`, id)) return [];
    const [first, second] = rows;
    const requestIds = [first?.requestId ?? id, second?.requestId ?? id, id];
    return [{ kind: 'rows-orphaned', requestIds, name, count: rows.length }];
  }

  #note(record: StoredRecord): void {
    const { before, after, oldRow } = record.evidence.store;
    for (const { key, state } of [before, after])
      if (key !== null && state !== 'absent') put(this.#known, key, true, MAX_KEYS);
    const isGone = oldRow === 'gone' || (after.state === 'absent' && after.key === before.key);
    if (!isGone || before.state !== 'present' || before.key === null || record.sessionBefore === null) return;
    const ended = { requestId: record.id, atMs: endedAtMs(record), data: record.sessionBefore };
    put(this.#ended, before.key, ended, MAX_KEYS);
  }
}
