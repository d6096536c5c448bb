/**
 * How a browser tab gets and stores the inspector's token. A link has a code in its fragment, which works once. The
 * code is exchanged for a token, which is never part of an address and so appears neither in the history nor in a
 * screenshot. The token is stored in the tab's sessionStorage, so that a reload needs no new link. A cookie is not
 * suitable: cookies ignore ports, so browsers would send it to every program on this host.
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
 * The token: from the code in the address bar (which is removed immediately), else the stored one of this tab. Null if
 * there is neither. A used code does not remove the token of a tab that has one.
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
