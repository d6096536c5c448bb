/**
 * The inspector's token in browser mode: it arrives in the fragment of the link printed on the terminal, is kept for
 * this tab and taken out of the address bar, so that it stands neither in the history nor in a screenshot.
 */

const STORAGE_KEY = 'inspector-token';

/** The parts of the page this file touches; a test gives its own. */
export interface TokenPlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Whether the fragment of the address carries a token that has not been taken yet. */
export function hasTokenInAddress(hash: string): boolean {
  return new URLSearchParams(hash.slice(1)).has('token');
}

/**
 * The token, from the address bar (which is wiped) or from an earlier load of this tab; null if this page was opened
 * without.
 */
export function takeToken({ location, history, storage }: TokenPlace): string | null {
  const arrived = new URLSearchParams(location.hash.slice(1)).get('token');
  if (arrived === null || arrived === '') return storage.getItem(STORAGE_KEY);
  storage.setItem(STORAGE_KEY, arrived);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return arrived;
}

/** Forgets a token that the inspector refused, so that a reload does not try it again. */
export function forgetToken(storage: TokenPlace['storage']): void {
  storage.removeItem(STORAGE_KEY);
}
