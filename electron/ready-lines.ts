import type { SiteInfo } from '../server/contract/live-message.ts';
import { watchingLines, watchingMembers } from '../server/contract/ready-line.ts';
import type { WatchedApp } from '../server/contract/watch.ts';
import { appUrl } from './app-origin.ts';

/**
 * Says on stdout that the app is ready, in the words of browser mode; the inspector is a window here, not an address.
 */
export function printReady(site: SiteInfo, watching: readonly WatchedApp[], asJson: boolean): void {
  process.stdout.write(asJson ? jsonLine(site, watching) : textLines(site, watching));
}

function jsonLine({ url, dataDir }: SiteInfo, apps: readonly WatchedApp[]): string {
  const watching = watchingMembers(apps);
  return `${JSON.stringify({ event: 'ready', site: url, inspector: appUrl, dataDir, watching, pid: process.pid })}\n`;
}

function textLines(site: SiteInfo, apps: readonly WatchedApp[]): string {
  return `Session server  ${site.url}\nInspector       ${appUrl} (desktop window)\n${watchingLines(apps)}`;
}
