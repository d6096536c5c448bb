import type { Clock } from '../base/clock.ts';
import { fileWords, keptAsideSentence } from '../contract/file-words-en.ts';
import type { StorageFailure } from '../contract/storage-state.ts';
import type { TargetAddress } from '../contract/target.ts';
import type { Log } from '../record/log.ts';
import { failureSentence, recoverySentence } from '../storage/database/recovery/sentences.ts';
import type { Storage } from '../storage/storage.ts';
import type { FileNotice } from '../storage/storage-options.ts';
import type { AppChanges } from './app-changes.ts';
import type { Kept } from './kept.ts';

/**
 * Writes notices about this start to the log of the tutorial site and to the terminal, before the first request
 * arrives.
 */
export function noteStart(kept: NotedAtStart, address: TargetAddress, say: (line: string) => void): void {
  noteLog(kept, say);
  if (address.wantedPort !== 0 && address.port !== address.wantedPort) {
    kept.log.addNotice({ code: 'port-taken', wanted: address.wantedPort, got: address.port });
    say(`Port ${address.wantedPort} is taken by another program, so the site listens on ${address.port}.`);
  }
}

type NotedAtStart = Pick<Kept, 'log' | 'storage' | 'settingsTrouble' | 'keptAside'>;

/** Writes notices about a log and its files after they were opened. */
export function noteLog({ log, storage, settingsTrouble, keptAside }: NotedAtStart, say: (line: string) => void): void {
  log.addGapAfter(storage.unfinishedRun);
  if (storage.unfinishedRun !== null)
    say('The last run ended without closing its log: its last records may be missing.');
  if (storage.recovery !== null) {
    log.addNotice(storage.recovery);
    say(recoverySentence(storage.recovery));
  }
  if (settingsTrouble !== null) {
    log.addNotice({ code: 'settings-unreadable', ...settingsTrouble, dropped: [...settingsTrouble.dropped] });
    say(fileWords.settingsUnreadable(settingsTrouble.keptAside, settingsTrouble.dropped));
  }
  for (const kept of keptAside) {
    log.addNotice({ code: 'file-kept-aside', ...kept });
    say(keptAsideSentence(kept, fileWords.keptAside));
  }
  if (!storage.isShared) {
    log.addNotice({ code: 'single-connection', sqliteVersion: storage.sqliteVersion });
    say(`SQLite ${storage.sqliteVersion} is used with a single connection, since it is older than its WAL-reset fix.`);
  }
}

/**
 * Reports that the database has failed, on the terminal and in every open window. The log cannot store this notice any
 * more.
 */
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

/** Reports how the files of the database were changed from outside while they were open, and the consequence. */
export function noteFiles(
  notice: FileNotice,
  to: { storage: Storage; log: Log; changes: AppChanges; clock: Clock; say: (line: string) => void },
): void {
  to.say(fileSentence(notice));
  if (to.storage.state.state !== 'failed') to.log.addNotice(notice);
  else to.changes.tell('entry', { kind: 'notice', id: to.storage.log.takeId(), atMs: to.clock.now(), notice });
}

function fileSentence(notice: FileNotice): string {
  switch (notice.code) {
    case 'database-copied':
      return fileWords.copied(notice.copy);
    case 'database-not-copied':
      return fileWords.notCopied(notice.reason);
    case 'closed-off':
      return fileWords.closedOff[notice.what];
  }
}
