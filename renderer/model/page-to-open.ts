import type { WatchedApp } from '../../server/contract/watch.ts';

/**
 * The address to open in the browser: the address of the proxy with the typed path. Null if the proxy does not listen.
 */
export function pageToOpen({ open, page }: Pick<WatchedApp, 'open' | 'page'>): string | null {
  return open === null ? null : page === '/' ? open : `${open}${page}`;
}
