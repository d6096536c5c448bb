import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { quietStorage } from '../../support/quiet-storage.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * A data folder with a log of `count` entries, which `entryOf` makes for the ids from 1 on. The real store writes it.
 */
export async function filledFolder(count: number, entryOf: (id: number) => LogEntry): Promise<string> {
  const folder = temporaryFolder();
  const storage = quietStorage(folder);
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
