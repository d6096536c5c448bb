import type { Finding } from '../../contract/finding.ts';
import type { LogEntry, RequestRecord } from '../../contract/log-entry.ts';
import { put } from './bounded-memory.ts';
import { changedKeys, textOf } from './changed-keys.ts';
import { CookieHolders } from './cookie-holders.ts';
import { identityKeysSet } from './identity-keys.ts';

type Unfinished = Omit<RequestRecord, 'findings'>;

/** Enough for all requests that can overlap, and for recent logouts. */
const remembered = 2_000;

/** An earlier save, with its changes. */
interface PastSave {
  readonly requestId: number;
  readonly sessionAfter: Unfinished['sessionAfter'];
  readonly endedAtMs: number;
  readonly changed: readonly string[];
}

/**
 * The findings that need several requests: a save that undid another one, a session that returned after its end, a
 * cookie that one client got and another sent. Keeps a bounded number of requests; earlier ones are dropped. `recall`
 * returns the newest entries of the log, for cookies of an earlier run.
 */
export class AcrossRequests {
  readonly #lastSaves = new Map<string, PastSave[]>();
  readonly #destroyedBy = new Map<string, number>();
  readonly #holders: CookieHolders;

  constructor(recall: () => readonly LogEntry[]) {
    this.#holders = new CookieHolders(recall);
  }

  /** Must be called once for each record, in the order in which the records are closed. */
  findingsOf(record: Unfinished): Finding[] {
    const findings = [
      ...this.#lostUpdates(record),
      ...this.#revivals(record),
      ...this.#hijacks(record),
      ...this.#fixations(record),
    ];
    this.#holders.note(record);
    this.#remember(record);
    return findings;
  }

  /**
   * Both requests loaded the session before either of them saved it. The later save overwrote a change of the other
   * request with the loaded value of at least one key.
   */
  #lostUpdates(record: Unfinished): Finding[] {
    const sid = savedSid(record);
    if (sid === null) return [];
    const own = new Set(changedKeys(record.sessionBefore, record.sessionAfter));
    const findings: Finding[] = [];
    for (const past of this.#lastSaves.get(sid) ?? []) {
      const overlapped = past.endedAtMs > record.arrivedAtMs;
      if (!overlapped) continue;
      const keys = past.changed.filter(
        (key) =>
          !own.has(key) &&
          textOf(record.sessionBefore, key) !== textOf(past.sessionAfter, key) &&
          textOf(record.sessionAfter, key) !== textOf(past.sessionAfter, key),
      );
      if (keys.length > 0) findings.push({ kind: 'lost-update', requestIds: [past.requestId, record.id], keys });
    }
    const known = new Set(findings.flatMap((finding) => (finding.kind === 'lost-update' ? finding.keys : [])));
    return [...findings, ...lostElsewhere(record, known)];
  }

  #revivals(record: Unfinished): Finding[] {
    const sid = savedSid(record);
    const destroyer = sid === null ? undefined : this.#destroyedBy.get(sid);
    if (sid === null || destroyer === undefined) return [];
    this.#destroyedBy.delete(sid);
    return [{ kind: 'revived', requestIds: [destroyer, record.id], sid }];
  }

  #hijacks(record: Unfinished): Finding[] {
    const holder = this.#holders.givenToAnother(record);
    if (holder === null) return [];
    return [{ kind: 'hijack', requestIds: [holder.requestId, record.id], givenTo: holder.actor }];
  }

  /**
   * A login that keeps the id is a danger only if another client knows the id, because that client is then logged in
   * too.
   */
  #fixations(record: Unfinished): Finding[] {
    if (record.sidBefore === null || record.sidBefore !== record.sidAfter) return [];
    // Another request may have made the change that the store of a watched app shows.
    if ((record.evidence?.store?.attribution ?? 'alone') !== 'alone') return [];
    const keys = identityKeysSet(record);
    const other = keys.length === 0 ? null : this.#holders.alsoKnownTo(record);
    if (other === null) return [];
    return [{ kind: 'sid-unchanged', requestIds: [other.requestId, record.id], keys, knownTo: other.actor }];
  }

  #remember(record: Unfinished): void {
    for (const call of record.storeOperations) {
      if (call.op === 'destroy' && call.outcome === 'ok') put(this.#destroyedBy, call.sid, record.id, remembered);
    }
    const sid = savedSid(record);
    if (sid === null) return;
    const endedAtMs = record.arrivedAtMs + (record.durationMs ?? 0);
    const { id: requestId, sessionBefore, sessionAfter } = record;
    const save: PastSave = { requestId, sessionAfter, endedAtMs, changed: changedKeys(sessionBefore, sessionAfter) };
    const still = (this.#lastSaves.get(sid) ?? []).filter((past) => past.endedAtMs > record.arrivedAtMs - 60_000);
    put(this.#lastSaves, sid, [...still.slice(-20), save], remembered);
  }
}

/** The lost updates that the store reports and no record of this log explains: the other request came elsewhere. */
function lostElsewhere({ id, storeOperations }: Unfinished, known: ReadonlySet<string>): Finding[] {
  return storeOperations.flatMap((call, place): Finding[] => {
    const keys = (call.replaced?.keys ?? []).filter((key) => !known.has(key));
    const read = storeOperations
      .slice(0, place)
      .findLast(({ sid, version }) => sid === call.sid && version !== undefined);
    if (call.replaced === undefined || keys.length === 0 || read?.version === undefined) return [];
    const elsewhere = { readVersion: read.version, replacedVersion: call.replaced.version };
    return [{ kind: 'lost-update', requestIds: [id], keys, elsewhere }];
  });
}

function savedSid(record: Unfinished): string | null {
  const isSaved = record.storeOperations.some(
    (call) => call.op === 'set' && call.sid === record.sidAfter && call.outcome === 'ok',
  );
  return isSaved ? record.sidAfter : null;
}
