import type { Finding } from '../../../contract/finding.ts';
import type { ParsedSetCookie } from '../../../contract/http/parse-set-cookie.ts';
import { put } from '../bounded-memory.ts';
import { changedKeys } from '../changed-keys.ts';
import { ToldOnce } from './told-once.ts';
import type { WatchedRecord } from './watched-record.ts';

const MAX_CLIENTS = 200;
/** The number of consecutive responses that shows a pattern of the app and not a coincidence. */
const SET_IN_A_ROW = 10;
const CHANGED_IN_A_ROW = 5;

interface Runs {
  /** The rows that set the cookie again, by the name of the cookie. */
  readonly set: Map<string, number[]>;
  changed: number[];
  lastSid: string | null;
}

/**
 * Cookies that each response sets again, and ids that each response replaces. Both are reported only for a client that
 * sends cookies back. A client without a jar gets a new session with each request, which is not a fault of the app.
 */
export class RepeatedCookies {
  readonly #runs = new Map<string, Runs>();
  readonly #told = new ToldOnce();

  findingsOf(record: WatchedRecord, set: readonly ParsedSetCookie[]): Finding[] {
    const { id, actor, status } = record;
    let runs = this.#runs.get(actor.id);
    if (status === null || (runs === undefined && set.length === 0)) return [];
    runs ??= { set: new Map(), changed: [], lastSid: null };
    put(this.#runs, actor.id, runs, MAX_CLIENTS);
    const came = new Set(record.receivedCookies.map(({ name }) => name));
    for (const name of runs.set.keys()) if (!set.some((cookie) => cookie.name === name)) runs.set.delete(name);
    const findings: Finding[] = [];
    for (const { name } of set) {
      if (!came.has(name) || isNewContent(record, name)) {
        runs.set.delete(name);
        continue;
      }
      const rows = [...(runs.set.get(name) ?? []), id].slice(-SET_IN_A_ROW);
      runs.set.set(name, rows);
      if (rows.length < SET_IN_A_ROW || !this.#told.isNews(`set ${name}`, id)) continue;
      findings.push({ kind: 'cookie-set-each-time', requestIds: shown(rows), name, count: rows.length });
    }
    return [...findings, ...this.#changes(record, runs)];
  }

  #changes({ id, sidBefore, sidAfter, cookieName }: WatchedRecord, runs: Runs): Finding[] {
    const isChanged = sidBefore !== null && sidAfter !== null && sidBefore !== sidAfter;
    const isNext = isChanged && (runs.lastSid === null || runs.lastSid === sidBefore);
    runs.changed = isNext ? [...runs.changed, id].slice(-CHANGED_IN_A_ROW) : [];
    runs.lastSid = sidAfter;
    const { changed } = runs;
    if (changed.length < CHANGED_IN_A_ROW || !this.#told.isNews(`changed ${cookieName}`, id)) return [];
    return [{ kind: 'cookie-keeps-changing', requestIds: shown(changed), name: cookieName, count: changed.length }];
  }
}

/** A response must set the session cookie if it has changed the session. */
function isNewContent({ cookieName, sidBefore, sidAfter, sessionBefore, sessionAfter }: WatchedRecord, name: string) {
  if (name !== cookieName) return false;
  return sidBefore !== sidAfter || changedKeys(sessionBefore, sessionAfter).length > 0;
}

/** The first rows and the last row are sufficient evidence. */
function shown(rows: readonly number[]): number[] {
  return rows.length <= 3 ? [...rows] : [...rows.slice(0, 2), ...rows.slice(-1)];
}
