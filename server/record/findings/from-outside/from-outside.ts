import type { Finding } from '../../../contract/finding.ts';
import type { RequestRecord } from '../../../contract/log-entry.ts';
import { parsedSetCookies } from '../../parsed-set-cookies.ts';
import { setCookiesOf } from '../../sent-headers.ts';
import { FindingsFromStore } from '../from-store/from-store.ts';
import { isStored } from '../from-store/stored-record.ts';
import { CookieAttributes } from './cookie-attributes.ts';
import { CookiePlaces } from './cookie-places.ts';
import { CookiesOfApps } from './cookies-of-apps.ts';
import { KeptIds } from './kept-ids.ts';
import { OldCookies } from './old-cookies.ts';
import { RefusedHosts } from './refused-hosts.ts';
import { RepeatedCookies } from './repeated-cookies.ts';
import { ToldOnce } from './told-once.ts';
import type { WatchedRecord } from './watched-record.ts';

/** The app of the records, and the other apps that this inspector observes. */
export interface Neighbourhood {
  /** The address at which the app is opened. */
  readonly app: () => string;
  readonly cookies: CookiesOfApps;
}

/** An app without other observed apps. */
export function alone(): Neighbourhood {
  return { app: () => '', cookies: new CookiesOfApps() };
}

/**
 * The findings about a watched app, which follow from its cookies. They describe what was observed, since the app's
 * reasons are unknown. Keeps a bounded number of requests.
 */
export class FindingsFromOutside {
  readonly #neighbourhood: Neighbourhood;
  readonly #ids = new KeptIds();
  readonly #old = new OldCookies();
  readonly #repeated = new RepeatedCookies();
  readonly #attributes = new CookieAttributes();
  readonly #places = new CookiePlaces();
  readonly #hosts = new RefusedHosts();
  readonly #store = new FindingsFromStore();
  readonly #toldShared = new ToldOnce();

  constructor(neighbourhood: Neighbourhood) {
    this.#neighbourhood = neighbourhood;
  }

  /** Notes the cookies of a response. Other apps of this inspector may receive them from now on. */
  noteCookies(lines: readonly string[]): void {
    for (const cookie of parsedSetCookies(lines)) this.#neighbourhood.cookies.note(this.#neighbourhood.app(), cookie);
  }

  /**
   * All findings of a record, with those that were found before. Must be called once for each record, in the order in
   * which the records are closed. For the tutorial site, whose engines are observed, only the cookies are noted.
   */
  complete(record: Omit<RequestRecord, 'findings'>, found: readonly Finding[]): Finding[] {
    const lines = setCookiesOf(record.responseHeaders);
    this.noteCookies(lines);
    if (!isWatched(record)) return [...found];
    const set = parsedSetCookies(lines);
    const other = this.#otherSetter(record);
    return [
      // A cookie of another app is not a forgery.
      ...found.filter(({ kind }) => other === null || kind !== 'forged-cookie'),
      ...this.#ids.findingsOf(record),
      ...(isStored(record) ? this.#store.findingsOf(record) : []),
      ...this.#old.findingsOf(record),
      ...this.#repeated.findingsOf(record, set),
      ...this.#attributes.findingsOf(record),
      ...this.#places.findingsOf(record, set),
      ...this.#hosts.findingsOf(record),
      ...this.#shared(record, other),
    ];
  }

  /** The other app that has set the received session cookie. Null if none is known to have set it. */
  #otherSetter({ cookieName, cookieValue }: WatchedRecord): string | null {
    const setter = cookieValue === null ? null : this.#neighbourhood.cookies.setterOf(cookieName, cookieValue);
    return setter === this.#neighbourhood.app() ? null : setter;
  }

  #shared({ id, cookieName: name, cookieValue }: WatchedRecord, app: string | null): Finding[] {
    if (app === null || !this.#toldShared.isNews(`${name} ${cookieValue}`, id)) return [];
    return [{ kind: 'cookie-name-shared', requestIds: [id], name, app }];
  }
}

function isWatched(record: Omit<RequestRecord, 'findings'>): record is WatchedRecord {
  return record.evidence !== undefined;
}
