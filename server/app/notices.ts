import type { Clock } from '../base/clock.ts';
import type { SettingsTrouble } from '../base/settings-file.ts';
import { type FoundInstead, holdsSecrets, type KeptAside } from '../contract/kept-aside.ts';
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
  keptAside: readonly KeptAside[];
  say: (line: string) => void;
}): void {
  const { log, storage, site, settingsTrouble, keptAside, say } = start;
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
  for (const kept of keptAside) {
    log.addNotice({ code: 'file-kept-aside', ...kept });
    say(keptAsideSentence(kept));
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

const foundInstead: Readonly<Record<FoundInstead, string>> = {
  folder: 'was a folder',
  pipe: 'was a pipe',
  socket: 'was a socket',
  device: 'was a device',
  'broken-link': 'was a link that leads nowhere',
  empty: 'was empty',
  'too-large': 'was far too large',
  'not-text': 'did not hold text',
  'not-a-database': 'was not a database',
  unreadable: 'could not be read',
  sealed: 'could not be unsealed by the operating system',
};

/** What stood in the place of a file, and what was done about it. */
function keptAsideSentence({ file, found, keptAs }: KeptAside): string {
  const what = `The file ${file} in the data folder ${foundInstead[found]}.`;
  if (keptAs === null) return `${what} It could not be renamed either, so it is not used.`;
  const secret = holdsSecrets(file) ? ' Cookies that were signed with a secret of that file are refused now.' : '';
  return `${what} It is kept as ${keptAs}, and a new one takes its place.${secret}`;
}
