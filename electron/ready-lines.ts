import type { SiteInfo } from '../server/contract/live-message.ts';
import type { WatchedApp } from '../server/contract/watch.ts';
import { appUrl } from './app-origin.ts';

/**
 * Says on stdout that the app is ready, in the words of browser mode; the inspector is a window here, not an address.
 */
export function printReady(site: SiteInfo, watching: readonly WatchedApp[], asJson: boolean): void {
  process.stdout.write(asJson ? jsonLine(site, watching) : textLines(site, watching));
}

function jsonLine({ url, dataDir }: SiteInfo, watching: readonly WatchedApp[]): string {
  const apps = watching.map(({ app, open, name }) => ({ app, open, name }));
  return `${JSON.stringify({ event: 'ready', site: url, inspector: appUrl, dataDir, watching: apps, pid: process.pid })}\n`;
}

function textLines(site: SiteInfo, watching: readonly WatchedApp[]): string {
  const apps = watching.map(
    ({ app, open }) => `Watching        ${app}  ${open === null ? 'has no port' : `at  ${open}`}\n`,
  );
  return `Session server  ${site.url}\nInspector       ${appUrl} (desktop window)\n${apps.join('')}`;
}
