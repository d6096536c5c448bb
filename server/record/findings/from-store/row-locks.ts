import type { Finding } from '../../../contract/finding.ts';
import { put } from '../bounded-memory.ts';
import { ToldOnce } from '../from-outside/told-once.ts';
import { endedAtMs, type StoredRecord } from './stored-record.ts';

const MAX_KEYS = 2_000;
const MAX_RECORDS_OF_KEY = 20;
/** A wait that a person notices. */
const MIN_WAIT_MS = 150;
/** The first byte of the waiting request comes at most so long after the end of the other one. */
const MAX_GAP_MS = 60;
/** The clock of arrivals counts whole milliseconds. */
const ROUNDING_MS = 5;
const LOCKING = /^php|^symfony/;

interface Holder {
  readonly id: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Requests to PHP that began to be answered just when another request of the same session had ended. */
export class RowLocks {
  readonly #holders = new Map<string, Holder[]>();
  readonly #told = new ToldOnce();

  findingsOf(record: StoredRecord): Finding[] {
    const { store } = record.evidence;
    const { id, arrivedAtMs, upstream } = record;
    const key = store.before.key ?? store.after.key;
    if (key === null || !LOCKING.test(store.mapping)) return [];
    const holders = this.#holders.get(key) ?? [];
    const firstByteMs = upstream?.firstByteMs ?? null;
    const answeredAtMs = firstByteMs === null ? null : arrivedAtMs + firstByteMs;
    const holder =
      answeredAtMs === null
        ? undefined
        : holders.findLast(
            (other) =>
              store.sharedWith.includes(other.id) &&
              other.startedAtMs <= arrivedAtMs &&
              other.endedAtMs - arrivedAtMs >= MIN_WAIT_MS &&
              answeredAtMs >= other.endedAtMs - ROUNDING_MS &&
              answeredAtMs <= other.endedAtMs + MAX_GAP_MS,
          );
    const own = { id, startedAtMs: arrivedAtMs, endedAtMs: endedAtMs(record) + (store.savedLateMs ?? 0) };
    put(this.#holders, key, [...holders, own].slice(-MAX_RECORDS_OF_KEY), MAX_KEYS);
    if (holder === undefined || !this.#told.isNews(`lock ${key}`, id)) return [];
    return [
      {
        kind: 'waited-for-lock',
        requestIds: [holder.id, id],
        waitedMs: Math.round(holder.endedAtMs - arrivedAtMs),
      },
    ];
  }
}
