import type { Clock } from '../base/clock.ts';
import type { SettingsTrouble } from '../base/settings-file.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { StorageFailure } from '../contract/storage-state.ts';
import type { Log, LogListener } from '../record/log.ts';
import { failureSentence, recoverySentence } from '../storage/database/recovery/sentences.ts';
import type { Storage } from '../storage/storage.ts';

/** What the log, and the terminal, should say about this start before the first request comes. */
export function noteStart(start: {
  log: Log;
  storage: Storage;
  site: SiteInfo;
  settingsTrouble: SettingsTrouble | null;
  say: (line: string) => void;
}): void {
  const { log, storage, site, settingsTrouble, say } = start;
  log.addGapAfter(storage.unfinishedRun);
  if (storage.unfinishedRun !== null)
    say('The last run ended without closing its log: its last records may be missing.');
  if (storage.recovery !== null) {
    log.addNotice(storage.recovery);
    say(recoverySentence(storage.recovery));
  }
  if (settingsTrouble !== null) {
    log.addNotice({ code: 'settings-unreadable', ...settingsTrouble, dropped: [...settingsTrouble.dropped] });
    say(settingsSentence(settingsTrouble));
  }
  if (!storage.isShared) {
    log.addNotice({ code: 'single-connection', sqliteVersion: storage.sqliteVersion });
    say(`SQLite ${storage.sqliteVersion} is used with a single connection, since it is older than its WAL-reset fix.`);
  }
  if (site.wantedPort !== 0 && site.port !== site.wantedPort) {
    log.addNotice({ code: 'port-taken', wanted: site.wantedPort, got: site.port });
    say(`Port ${site.wantedPort} is taken by another program, so the site listens on ${site.port}.`);
  }
}

/** The database has failed: said on the terminal and in every open window. The log cannot keep it any more. */
export function noteFailure(
  failure: StorageFailure,
  to: { storage: Storage; feed: LogListener; clock: Clock; say: (line: string) => void },
): void {
  to.say(failureSentence(failure));
  to.feed.onEntry({
    kind: 'notice',
    id: to.storage.log.takeId(),
    atMs: to.clock.now(),
    notice: { code: 'database-failed', ...failure },
  });
}

function settingsSentence({ keptAside, dropped }: SettingsTrouble): string {
  const what = dropped.length === 0 ? 'The settings' : `Of the settings, ${dropped.join(', ')}`;
  const where = keptAside === null ? '' : ` The file is kept as ${keptAside}.`;
  return `${what} could not be read, so the defaults are used.${where}`;
}
