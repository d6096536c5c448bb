import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import { put } from '../findings/bounded-memory.ts';

/**
 * A cookie of an app that was replaced by a cookie of another app. Browsers keep one cookie for all ports of a host.
 */
export interface Taken {
  /** The row that replaced the cookie. */
  readonly by: number;
  /** The other app, as `host:port`. */
  readonly app: string;
  /** The row that had set the replaced cookie. */
  readonly setBy: number;
}

interface Owner {
  readonly port: string;
  setBy: number;
  /** The app that replaced the cookie, for each port that had set it. */
  readonly takenFrom: ReadonlyMap<string, Taken>;
}

const MAX_COOKIES = 1_000;
const MAX_APPS = 20;

/** Remembers which app of a host was the last to set each cookie, and whose cookie it replaced. */
export class OtherApps {
  readonly #owners = new Map<string, Owner>();

  /** Must be called when a response sets a cookie. `key` identifies the cookie. */
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

  /** The app that replaced this cookie of the requested app. Null if none did. */
  takenFrom(key: string, context: CookieContext): Taken | null {
    if (this.#owners.size === 0) return null;
    return this.#owners.get(key)?.takenFrom.get(appPort(context)) ?? null;
  }
}

/** Port 80 and port 443 of a host count as one app, before and after its move to https. */
function appPort({ port }: CookieContext): string {
  return port === 80 || port === 443 ? 'web' : String(port);
}
