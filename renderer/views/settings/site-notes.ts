import type { SiteInfo } from '../../../server/contract/live-message.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import type { AppSettingsStrings } from '../../strings/en/app-settings.ts';
import { isBadPort } from './bad-ports.ts';
import type { RowNote } from './setting-row.tsx';

type Words = AppSettingsStrings['site'];

/** What became of the port that was asked for. */
export function portNotes(settings: Settings, site: SiteInfo, t: Words): readonly RowNote[] {
  const { port: wanted } = settings;
  const notes: RowNote[] = [];
  // The site tells what it was asked for last: until it has, or where it could not move at all, that is another port.
  if (site.wantedPort !== wanted) notes.push({ tone: 'error', text: t.portUnreached(wanted, site.port) });
  else if (wanted !== 0 && site.port !== wanted) notes.push({ tone: 'warn', text: t.portTaken(wanted, site.port) });
  else notes.push({ tone: 'info', text: t.portNow(site.url) });
  if (isBadPort(site.port)) notes.push({ tone: 'warn', text: t.portBlocked(site.port) });
  return notes;
}

/** Where the idle limit does nothing. */
export function idleNotes({ engine, serverSide }: Settings, t: Words): readonly RowNote[] {
  if (engine === 'client-side') return [{ tone: 'info', text: t.idleNothingStored }];
  return serverSide.cookie.maxAgeMs === null ? [] : [{ tone: 'info', text: t.idleNotUsed }];
}
