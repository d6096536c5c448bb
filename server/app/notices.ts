import type { Clock } from '../base/clock.ts';
import type { SettingsTrouble } from '../base/settings-file.ts';
import { type FoundInstead, holdsSecrets, type KeptAside } from '../contract/kept-aside.ts';
import type { StorageFailure } from '../contract/storage-state.ts';
import type { TargetAddress } from '../contract/target.ts';
import { failureSentence, recoverySentence } from '../storage/database/recovery/sentences.ts';
import type { Storage } from '../storage/storage.ts';
import type { AppChanges } from './app-changes.ts';
import type { Kept } from './kept.ts';

/** What the log, and the terminal, should say about this start before the first request comes. */
export function noteStart(
  { log, storage, settingsTrouble, keptAside }: Pick<Kept, 'log' | 'storage' | 'settingsTrouble' | 'keptAside'>,
  address: TargetAddress,
  say: (line: string) => void,
): void {
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
  if (address.wantedPort !== 0 && address.port !== address.wantedPort) {
    log.addNotice({ code: 'port-taken', wanted: address.wantedPort, got: address.port });
    say(`Port ${address.wantedPort} is taken by another program, so the site listens on ${address.port}.`);
  }
}

/** The database has failed: said on the terminal and in every open window. The log cannot keep it any more. */
export function noteFailure(
  failure: StorageFailure,
  to: { storage: Storage; changes: AppChanges; clock: Clock; say: (line: string) => void },
): void {
  to.say(failureSentence(failure));
  to.changes.tell('entry', {
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
