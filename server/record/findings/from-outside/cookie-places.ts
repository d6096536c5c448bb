import type { Finding } from '../../../contract/finding.ts';
import { cookieLife } from '../../../contract/http/cookie-life.ts';
import { defaultPath } from '../../../contract/http/jar/path.ts';
import type { ParsedSetCookie } from '../../../contract/http/parse-set-cookie.ts';
import { put } from '../bounded-memory.ts';
import { pathOf } from '../login-and-logout.ts';
import { ToldOnce } from './told-once.ts';
import type { WatchedRecord } from './watched-record.ts';

const MAX_COOKIES = 1_000;
const MAX_PLACES = 20;

interface Place {
  readonly path: string;
  readonly domain: string | null;
  readonly requestId: number;
}

/**
 * Session cookies that one client has several times, for several paths or domains. The client sends each one that
 * matches, and the server reads only one of them. A Set-Cookie without Path applies only to the folder of its page.
 */
export class CookiePlaces {
  readonly #held = new Map<string, Map<string, Place>>();
  readonly #told = new ToldOnce();

  findingsOf(record: WatchedRecord, set: readonly ParsedSetCookie[]): Finding[] {
    return set.flatMap((cookie) => {
      const places = this.#note(record, cookie);
      const { cookieName: name, id } = record;
      if (cookie.name !== name || places.length < 2) return [];
      const key = JSON.stringify([name, ...places.map(({ path, domain }) => [path, domain])]);
      if (!this.#told.isNews(key, id)) return [];
      const requestIds = [...new Set(places.map(({ requestId }) => requestId))].toSorted((one, other) => one - other);
      return [
        {
          kind: 'cookie-on-many-paths',
          requestIds,
          name,
          places: places.map(({ path, domain }) => ({ path, domain })),
        },
      ];
    });
  }

  #note({ id, actor, url, arrivedAtMs }: WatchedRecord, cookie: ParsedSetCookie): Place[] {
    const key = `${actor.id}\n${cookie.name}`;
    const places = this.#held.get(key) ?? new Map<string, Place>();
    put(this.#held, key, places, MAX_COOKIES);
    const { domain } = cookie;
    const path = cookie.path ?? defaultPath(pathOf(url));
    const place = `${domain ?? ''}\n${path}`;
    if (cookieLife(cookie, arrivedAtMs).kind === 'over') places.delete(place);
    else put(places, place, { path, domain, requestId: id }, MAX_PLACES);
    return [...places.values()];
  }
}
