import { systemClock } from '../../../server/base/clock.ts';
import { prepareDataDir } from '../../../server/base/data-dir.ts';
import { createLiveSettings } from '../../../server/base/live-settings.ts';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { openStorage } from '../../../server/storage/storage.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A data folder whose log holds what `entryOf` makes for each id from 1 to `count`, written by the store itself. */
export async function filledFolder(count: number, entryOf: (id: number) => LogEntry): Promise<string> {
  const folder = temporaryFolder();
  const storage = openStorage({
    dataDir: prepareDataDir(folder),
    clock: systemClock,
    settings: createLiveSettings(),
    onSessionChange: () => {},
    onLogCleared: () => {},
    onPinsChanged: () => {},
    onNotice: () => {},
    onFailure: () => {},
    onWritesRefused: () => {},
    onWritingAgain: () => {},
    onKeptAside: () => {},
    onFileNotice: () => {},
    report: () => {},
  });
  const written = Array.from(
    { length: count },
    () =>
      new Promise<void>((resolve, reject) => {
        storage.log.append(entryOf(storage.log.takeId()), (error) => (error === null ? resolve() : reject(error)));
      }),
  );
  await Promise.all(written);
  storage.close();
  return folder;
}
