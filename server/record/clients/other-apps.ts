import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import { put } from '../findings/bounded-memory.ts';

/** A cookie of an app in whose place another app put its own: browsers keep one cookie for all ports of a host. */
export interface Taken {
  /** The row that did it. */
  readonly by: number;
  /** The other app, as `host:port`. */
  readonly app: string;
  /** The row that had set the cookie which was taken. */
  readonly setBy: number;
}

interface Owner {
  readonly port: string;
  setBy: number;
  /** Who took the cookie from which port. */
  readonly takenFrom: ReadonlyMap<string, Taken>;
}

const MAX_COOKIES = 1_000;
const MAX_APPS = 20;

/** Remembers which app of a host set each cookie last, and from which apps it took the cookie over. */
export class OtherApps {
  readonly #owners = new Map<string, Owner>();

  /** A cookie was set, by the answer of a row. `key` names the cookie. */
  note(key: string, { hostOnly }: StoredCookie, context: CookieContext, by: number): void {
    // A cookie of a whole domain is meant to be shared.
    if (!hostOnly) return;
    const port = appPort(context);
    const before = this.#owners.get(key);
    if (before?.port === port && before.takenFrom.size === 0) {
      before.setBy = by;
      return;
    }
    const takenFrom = new Map(before?.takenFrom);
    takenFrom.delete(port);
    if (before !== undefined && before.port !== port) {
      put(takenFrom, before.port, { by, app: `${context.host}:${context.port}`, setBy: before.setBy }, MAX_APPS);
    }
    put(this.#owners, key, { port, setBy: by, takenFrom }, MAX_COOKIES);
  }

  /** Who took this cookie from the app of a request; null if nobody did. */
  takenFrom(key: string, context: CookieContext): Taken | null {
    if (this.#owners.size === 0) return null;
    return this.#owners.get(key)?.takenFrom.get(appPort(context)) ?? null;
  }
}

/** Port 80 and port 443 of a host are one app, before and after its move to https. */
function appPort({ port }: CookieContext): string {
  return port === 80 || port === 443 ? 'web' : String(port);
}
