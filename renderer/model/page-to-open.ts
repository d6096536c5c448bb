import type { WatchedApp } from '../../server/contract/watch.ts';

/** The address to open in the browser: that of the proxy, with the page that was typed. Null: it does not listen. */
export function pageToOpen({ open, page }: Pick<WatchedApp, 'open' | 'page'>): string | null {
  return open === null ? null : page === '/' ? open : `${open}${page}`;
}
