import type { SiteInfo } from '../../../server/contract/live-message.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import type { AppSettingsStrings } from '../../strings/en/settings.ts';
import { isBadPort } from './bad-ports.ts';
import type { RowNote } from './setting-row.tsx';

type Words = AppSettingsStrings['site'];

/** Remarks on the configured port: whether the site uses it. */
export function portNotes(settings: Settings, site: SiteInfo, t: Words): readonly RowNote[] {
  const { port: wanted } = settings;
  const notes: RowNote[] = [];
  // The site reports the last port that was requested. As long as that differs from the setting, or if the site could
  // not move at all, the setting has not been applied.
  if (site.wantedPort !== wanted) notes.push({ tone: 'error', text: t.portUnreached(wanted, site.port) });
  else if (wanted !== 0 && site.port !== wanted) notes.push({ tone: 'warn', text: t.portTaken(wanted, site.port) });
  else notes.push({ tone: 'info', text: t.portNow(site.url) });
  if (isBadPort(site.port)) notes.push({ tone: 'warn', text: t.portBlocked(site.port) });
  return notes;
}

/** The cases in which the idle limit has no effect. */
export function idleNotes({ engine, serverSide }: Settings, t: Words): readonly RowNote[] {
  if (engine === 'client-side') return [{ tone: 'info', text: t.idleNothingStored }];
  return serverSide.cookie.maxAgeMs === null ? [] : [{ tone: 'info', text: t.idleNotUsed }];
}
