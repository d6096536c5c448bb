import { removeLeftPage } from '../api/opening-page.ts';
import { defaultDataDir, prepareDataDir } from '../base/data-dir.ts';
import { keepOddFilesAside } from '../base/keep-aside.ts';
import { createLiveSettings } from '../base/live-settings.ts';
import { openSettingsFile } from '../base/settings-file.ts';
import type { EngineName } from '../contract/log-entry.ts';
import { createSecretRing } from '../engines/secret-ring.ts';
import { chooseSecrets, fileSecretKeeper, type SecretKeeper } from '../engines/secrets.ts';
import { createLog } from '../record/log.ts';
import { createLossCounter, type Losses } from '../record/losses.ts';
import { createSearch } from '../search/search.ts';
import { openStorage } from '../storage/storage.ts';
import type { AppChanges } from './app-changes.ts';
import type { Kept } from './kept.ts';
import { noteFailure, noteFiles } from './notices.ts';
import { createRefusedWrites } from './refused-writes.ts';
import { reasonOf, type StartContext } from './start-context.ts';

export interface KeptOptions {
  readonly dataDir?: string;
  readonly port?: number | undefined;
  readonly engine?: EngineName | undefined;
  readonly secrets?: readonly string[];
  readonly secretKeeper?: SecretKeeper;
}

/**
 * First step of the start: opens the data folder. A database that cannot be used does not end the start. Throws an
 * InspectorError if the folder is in use or out of reach.
 */
export function openKept(options: KeptOptions, { clock, changes, closing, say, report }: StartContext): Kept {
  const dataDir = prepareDataDir(options.dataDir ?? defaultDataDir());
  const keptAside = keepOddFilesAside(dataDir);
  const settingsFile = openSettingsFile(dataDir.settings, (error) => {
    log.addNotice({ code: 'settings-not-kept', reason: reasonOf(error) });
    report('keeping the settings', error);
  });
  const settings = createLiveSettings({ engine: options.engine, port: options.port }, settingsFile);
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
      // Where the database has failed, or refuses every write, that was said once.
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
  });
  closing.add(() => search.close());
  removeLeftPage(dataDir.openingPage, report);
  const secretKeeper = options.secretKeeper ?? fileSecretKeeper(dataDir.secret);
  const firstSecrets = chooseSecrets(options.secrets, secretKeeper, { mustKeep: storage.state.state === 'kept' });
  const secrets = createSecretRing(firstSecrets, secretKeeper, firstSecrets === options.secrets);
  keptAside.push(...secretKeeper.keptAside);
  return {
    dataDir,
    settings,
    storage,
    search,
    log,
    losses,
    secrets,
    secretKeeper,
    settingsTrouble: settingsFile.trouble,
    keptAside,
  };
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
