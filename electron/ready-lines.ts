import type { SiteInfo } from '../server/contract/live-message.ts';
import { appUrl } from './app-origin.ts';

/**
 * Says on stdout that the app is ready, in the words of browser mode; the inspector is a window here, not an address.
 */
export function printReady(site: SiteInfo, asJson: boolean): void {
  process.stdout.write(asJson ? jsonLine(site) : textLines(site));
}

function jsonLine(site: SiteInfo): string {
  const { url, dataDir } = site;
  return `${JSON.stringify({ event: 'ready', site: url, inspector: appUrl, dataDir, pid: process.pid })}\n`;
}

function textLines(site: SiteInfo): string {
  return `Session server  ${site.url}\nInspector       ${appUrl} (desktop window)\n`;
}
