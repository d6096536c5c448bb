/** The real storage without anything that listens to it. It does not import vitest, so a process can use it too. */
import { systemClock } from '../../server/base/clock.ts';
import { prepareDataDir } from '../../server/base/data-dir.ts';
import { createLiveSettings } from '../../server/base/live-settings.ts';
import { openStorage, type Storage } from '../../server/storage/storage.ts';

export function quietStorage(folder: string): Storage {
  return openStorage({
    dataDir: prepareDataDir(folder),
    clock: systemClock,
    settings: createLiveSettings(),
    onSessionChange: () => {},
    onLogCleared: () => {},
    onPinsChanged: () => {},
    onUnreadableRows: () => {},
    onNotice: () => {},
    onFailure: () => {},
    onWritesRefused: () => {},
    onWritingAgain: () => {},
    onKeptAside: () => {},
    onFileNotice: () => {},
    report: () => {},
  });
}
