import type { ParsedSetCookie } from '../../../contract/http/parse-set-cookie.ts';
import { put } from '../bounded-memory.ts';

const MAX_COOKIES = 5_000;

/**
 * Remembers which of the observed apps has set a cookie. Browsers send a cookie to every port of its host (RFC 6265
 * section 8.5), so the apps of one machine receive each other's cookies.
 */
export class CookiesOfApps {
  readonly #setBy = new Map<string, string>();

  /** `app` is the address at which the app is opened. */
  note(app: string, { name, value }: ParsedSetCookie): void {
    if (value !== '') put(this.#setBy, keyOf(name, value), app, MAX_COOKIES);
  }

  /** The app that has set this value. Null if none is known to have set it. */
  setterOf(name: string, value: string): string | null {
    return this.#setBy.get(keyOf(name, value)) ?? null;
  }
}

function keyOf(name: string, value: string): string {
  return `${name}\n${value}`;
}
