import type { Finding } from '../../../contract/finding.ts';
import { ToldOnce } from '../from-outside/told-once.ts';
import { endedAtMs, isAlone, type StoredRecord } from './stored-record.ts';

/** The clocks of a store and of this process may differ by this much, and rows end in whole seconds. */
const TOLERANCE_MS = 2_000;
/** A row that ends so many times later than its cookie was written with seconds taken for milliseconds. */
const FAR_TIMES = 500;

/** Rows whose end and the end of the cookie within their value do not agree. Only Express keeps the latter. */
export class RowClocks {
  readonly #told = new ToldOnce();

  findingsOf(record: StoredRecord): Finding[] {
    const { after, mapping } = record.evidence.store;
    const { expiresAtMs, cookieExpiresAtMs } = after;
    if (!isAlone(record) || after.state !== 'present' || expiresAtMs === null || cookieExpiresAtMs === null) return [];
    const { id } = record;
    const nowMs = endedAtMs(record);
    const rowMs = expiresAtMs - nowMs;
    const cookieMs = cookieExpiresAtMs - nowMs;
    if (cookieMs > TOLERANCE_MS && rowMs > cookieMs * FAR_TIMES && this.#told.isNews(`far ${mapping}`, id))
      return [{ kind: 'expiry-too-far', requestIds: [id], times: Math.round(rowMs / cookieMs) }];
    if (cookieMs < -TOLERANCE_MS && rowMs > TOLERANCE_MS && this.#told.isNews(`stale ${mapping}`, id))
      return [{ kind: 'expiry-stale', requestIds: [id], rowAtMs: expiresAtMs, cookieAtMs: cookieExpiresAtMs }];
    return [];
  }
}
