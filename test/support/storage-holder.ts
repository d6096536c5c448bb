/**
 * Run as a process of its own: opens the storage of the folder that is its argument, says so, and waits to be ended.
 */
import { systemClock } from '../../server/base/clock.ts';
import { prepareDataDir } from '../../server/base/data-dir.ts';
import { createLiveSettings } from '../../server/base/live-settings.ts';
import { openStorage } from '../../server/storage/storage.ts';

const storage = openStorage({
  dataDir: prepareDataDir(process.argv[2] ?? ''),
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
process.stdin.once('end', () => storage.close()).resume();
process.stdout.write('open\n');
