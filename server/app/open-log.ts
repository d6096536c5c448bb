import type { DataDir } from '../base/data-dir.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import { createLog, type Log } from '../record/log.ts';
import { createLossCounter, type Losses } from '../record/losses.ts';
import { createSearch, type Search } from '../search/search.ts';
import { openStorage, type Storage } from '../storage/storage.ts';
import type { AppChanges } from './app-changes.ts';
import { noteFailure, noteFiles } from './notices.ts';
import { createRefusedWrites } from './refused-writes.ts';
import type { StartContext } from './start-context.ts';

/** A database with all parts that write to its log or read it. */
export interface OpenLog {
  readonly storage: Storage;
  readonly search: Search;
  readonly log: Log;
  readonly losses: Losses;
}

/**
 * Opens the database of a folder: of the tutorial site, or of a watched app. If the database cannot be used, the start
 * continues with a temporary one. `keptAside` receives the files that could not be used and were renamed. Throws
 * DataDirInUse.
 */
export function openLog(
  dataDir: DataDir,
  settings: LiveSettings,
  keptAside: KeptAside[],
  { clock, changes, closing, say, report }: StartContext,
): OpenLog {
  const losses = countLosses(changes);
  const refusedWrites = createRefusedWrites({
    losses,
    nowMs: clock.now,
    say,
    addNotice: (notice) => log.addNotice(notice),
    onChange: () => changes.tell('writes', null),
  });
  closing.add(refusedWrites.close);
  const storage = openStorage({
    dataDir,
    clock,
    settings,
    onSessionChange: (change) => changes.tell('session', change),
    onLogCleared: () => changes.tell('log-cleared', null),
    onPinsChanged: () => changes.tell('pins', null),
    onUnreadableRows: () => changes.tell('unreadable-rows', null),
    onKeptAside: (kept) => keptAside.push(kept),
    onNotice: (notice) => log.addNotice(notice),
    onFileNotice: (notice) => noteFiles(notice, { storage, log, changes, clock, say }),
    onFailure: (failure) => noteFailure(failure, { storage, changes, clock, say }),
    onWritesRefused: refusedWrites.began,
    onWritingAgain: refusedWrites.ended,
    report,
  });
  closing.add(async () => {
    await storage.saved();
    storage.close();
  });
  const log = createLog(storage.log, clock, {
    onEntry: (entry) => changes.tell('entry', entry),
    onLost(entry, error) {
      changes.tell('entry-lost', entry);
      // If the database has failed or refuses every write, that was reported before.
      const { state } = storage.state;
      if (state !== 'failed' && state !== 'refused') report('writing to the log', error);
    },
  });
  const isOnDisk = storage.isShared && storage.state.state === 'kept';
  const search = createSearch({
    log: storage.logReader.source,
    thread: isOnDisk ? { place: storage.place, folder: dataDir.path } : null,
    nowMs: clock.now,
    report(what, error) {
      // The failure of the database was reported already, and the search fails for the same reason.
      if (storage.state.state !== 'failed') report(what, error);
    },
    onLogError: storage.noteError,
    onUnreadable: (id) => storage.unreadableRows.note('log', id),
  });
  closing.add(() => search.close());
  return { storage, search, log, losses };
}

function countLosses(changes: AppChanges): Losses {
  const losses = createLossCounter();
  changes.on('entry', losses.noteEntry);
  changes.on('entry-lost', (entry) => {
    losses.noteEntry(entry);
    losses.noteLostRecord();
  });
  changes.on('not-saved', losses.noteNotSaved);
  return losses;
}
