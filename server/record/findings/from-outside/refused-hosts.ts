import type { Finding } from '../../../contract/finding.ts';
import { headerLookup } from '../../../contract/http/absolute-url.ts';
import { ToldOnce } from './told-once.ts';
import { isAnswered, type WatchedRecord } from './watched-record.ts';

/** Django answers 400, Rails, Vite and webpack 403; 421 is the status for it (RFC 9110 section 15.5.20). */
const REFUSALS: ReadonlySet<number | null> = new Set([400, 403, 421]);
/** The names that frameworks accept while developing. */
const OF_THIS_MACHINE = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\]|)$/i;
const MAX_HOSTS = 100;

/** Host names that a development server refuses, to protect itself against DNS rebinding. */
export class RefusedHosts {
  readonly #told = new ToldOnce();
  /** Hosts by which the app was asked and answered. */
  readonly #accepted = new Set<string>();
  /** A request that the app answered at a name of this machine. */
  #answeredId: number | null = null;

  findingsOf(record: WatchedRecord): Finding[] {
    const { id, status } = record;
    if (status === null || !isAnswered(record)) return [];
    const host = (headerLookup(record.requestHeaders)('host') ?? '').replace(/:\d+$/, '').toLowerCase();
    const isRefusal = REFUSALS.has(status);
    if (OF_THIS_MACHINE.test(host)) {
      if (!isRefusal) this.#answeredId = id;
      return [];
    }
    if (!isRefusal && this.#accepted.size < MAX_HOSTS) this.#accepted.add(host);
    const isOpen = !isRefusal || this.#answeredId === null || this.#accepted.has(host);
    if (isOpen || !this.#told.isNews(host, id)) return [];
    return [{ kind: 'host-refused', requestIds: [this.#answeredId ?? id, id], host, status }];
  }
}
