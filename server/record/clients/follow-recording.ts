import { headerLookup } from '../../contract/http/absolute-url.ts';
import type { RequestRecord } from '../../contract/log-entry.ts';
import { LostLogins } from '../findings/lost-logins.ts';
import { refusedCookies } from '../findings/of-one-request.ts';
import { AnswersUnderWay } from './answers-under-way.ts';
import { Clients } from './clients.ts';
import type { SeenRequest } from './seen-request.ts';

/**
 * Follows the clients of a recording and determines the expected cookies of each request. It must be called with the
 * requests in the order of time, once for each. Its memory is bounded.
 */
export class RecordingFollower {
  /** The clients as they are after the last record. */
  readonly clients = new Clients();
  readonly #underWay = new AnswersUnderWay();
  readonly #lostLogins = new LostLogins();
  #firstMs: number | null = null;
  #nowMs = Number.NEGATIVE_INFINITY;

  /**
   * The record with its expected cookies, unless it contains them already. `isOneBrowser` is true for a recording of a
   * single browser.
   */
  follow(record: RequestRecord, { isOneBrowser }: { readonly isOneBrowser: boolean }): RequestRecord {
    // A jar never goes back in time.
    this.#nowMs = Math.max(this.#nowMs, record.arrivedAtMs);
    const seen = seenRequest(record, this.#nowMs);
    const jar = isOneBrowser ? this.clients.onlyOne(seen) : this.clients.of(seen, record.actor, null);
    this.#firstMs ??= seen.atMs;
    // All requests have the same time: the file was written without times, so only the order is known.
    if (seen.atMs === this.#firstMs) this.#underWay.takeAll(seen.atMs);
    else this.#underWay.before(jar, seen.pairs, seen.atMs);
    const { visit, expectedCookies } = jar.request(seen);
    const lines = setCookieLines(record);
    const fates = visit === null || lines.length === 0 ? [] : jar.fates(visit, lines, seen.atMs);
    if (visit !== null && lines.length > 0) {
      this.#underWay.add({ jar, visit, lines, endsAtMs: seen.atMs + (record.durationMs ?? 0) });
    }
    if (record.expectedCookies !== undefined) return record;
    const told = { ...record, expectedCookies, ...(fates.length === 0 ? undefined : { setCookieFates: fates }) };
    // A record of this app contains the findings of its time.
    if (record.verdict.kind !== 'not-observed') return told;
    return { ...told, findings: [...record.findings, ...refusedCookies(told), ...this.#lostLogins.findingsOf(told)] };
  }
}

function seenRequest(record: RequestRecord, atMs: number): SeenRequest {
  return {
    id: record.id,
    atMs,
    method: record.method,
    url: record.url,
    header: headerLookup(record.requestHeaders),
    pairs: record.receivedCookies,
    jar: null,
  };
}

function setCookieLines({ responseHeaders }: RequestRecord): string[] {
  return responseHeaders.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
}
