/**
 * How a browser tab gets the inspector's token, and keeps it. A link has a code in its fragment, which works once: it
 * is exchanged for a token, which never stands in an address and so reaches neither the history nor a screenshot. The
 * token is kept in the tab's sessionStorage, so that a reload needs no new link. A cookie would not do: cookies ignore
 * ports, so every program on this host would be sent it.
 */

const STORAGE_KEY = 'inspector-token';

/** The parts of the page this file touches; a test gives its own. */
export interface TokenPlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Gives the token for a code, null if the code is used up or unknown. Rejects if the inspector does not answer. */
export type Exchange = (code: string) => Promise<string | null>;

/** Whether the fragment of the address has a code. */
export function hasCodeInAddress(hash: string): boolean {
  return codeIn(hash) !== null;
}

/**
 * The token: by the code in the address bar (which is wiped at once), else the one of an earlier load of this tab. Null
 * if this page has neither, and a code that is used up does not take the token away from a tab that has one.
 */
export async function takeToken(
  { location, history, storage }: TokenPlace,
  exchange: Exchange,
): Promise<string | null> {
  const code = codeIn(location.hash);
  if (code !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    const token = await exchange(code);
    if (token !== null) storage.setItem(STORAGE_KEY, token);
  }
  return storage.getItem(STORAGE_KEY);
}

/** Forgets a token that the inspector refused, so that a reload does not try it again. */
export function forgetToken(storage: TokenPlace['storage']): void {
  storage.removeItem(STORAGE_KEY);
}

function codeIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('code') || null;
}
