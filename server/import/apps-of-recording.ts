import { parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../contract/log-entry.ts';
import { put } from '../record/findings/bounded-memory.ts';
import { withSessionAmongOthers } from './har-record.ts';

const MAX_NAMES = 2_000;

/**
 * Keeps the apps of one host apart in a recording. A browser sends the cookies of a host to each of its ports, so that
 * the request to one app has the session cookie of the other too. The cookie that the app itself has set is its own.
 */
export class AppsOfRecording {
  /** The apps that were seen to set a cookie, by host and name. */
  readonly #setters = new Map<string, ReadonlySet<string>>();

  /**
   * The record with the session of its own app, if other apps of the host have set its session cookie and it has
   * another one. Must be called once for each record, in the order of time.
   */
  withOwnSession(record: RequestRecord): RequestRecord {
    const url = URL.parse(record.url);
    if (url === null || url.host === '') return record;
    const app = appOf(url);
    const foreign = new Set(
      record.receivedCookies.map(({ name }) => name).filter((name) => this.#isForeign(url, name)),
    );
    const told = foreign.has(record.cookieName) ? withSessionAmongOthers(record, foreign) : record;
    for (const [header, value] of record.responseHeaders) {
      if (header.toLowerCase() === 'set-cookie') this.#note(url, parseSetCookie(value).name, app);
    }
    return told;
  }

  #isForeign(url: URL, name: string): boolean {
    const setters = this.#setters.get(keyOf(url, name));
    return setters !== undefined && !setters.has(appOf(url));
  }

  #note(url: URL, name: string, app: string): void {
    const known = this.#setters.get(keyOf(url, name));
    if (known?.has(app) !== true) put(this.#setters, keyOf(url, name), new Set([...(known ?? []), app]), MAX_NAMES);
  }
}

function keyOf({ hostname }: URL, name: string): string {
  return `${hostname}\n${name}`;
}

/** The port. It is empty for the default ports: a site is one app, before and after it moves to https. */
function appOf({ port }: URL): string {
  return port;
}
