import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../server/base/clock.ts';
import { type DataDir, prepareDataDir } from '../../server/base/data-dir.ts';
import { createLiveSettings, type LiveSettings } from '../../server/base/live-settings.ts';
import type { Notice } from '../../server/contract/log-entry.ts';
import type { Settings } from '../../server/contract/settings.ts';
import type { StorageFailure, WriteObstacle } from '../../server/contract/storage-state.ts';
import type { SessionChange } from '../../server/storage/sessions/session-change.ts';
import { openStorage, type Storage } from '../../server/storage/storage.ts';
import { tempDir } from './temp-dir.ts';

export interface OpenedStorage {
  readonly storage: Storage;
  readonly dataDir: DataDir;
  readonly settings: LiveSettings;
  readonly changes: SessionChange[];
  /** What was reported as failed while nobody waited for it. */
  readonly reports: string[];
  readonly failures: StorageFailure[];
  /** The notices about the storage for the log. */
  readonly notices: Notice[];
  /** Each time that writes began to be refused. */
  readonly obstacles: WriteObstacle[];
}

export interface StorageForTest {
  /** A folder of an earlier storage; without one, a new one. */
  readonly path?: string;
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
}

/** The real storage on a real folder, closed when the test is over. */
export function storageForTest(options: StorageForTest = {}): OpenedStorage {
  const dataDir = prepareDataDir(options.path ?? join(tempDir(), 'data'));
  const settings = createLiveSettings(options.settings);
  const changes: SessionChange[] = [];
  const reports: string[] = [];
  const failures: StorageFailure[] = [];
  const notices: Notice[] = [];
  const obstacles: WriteObstacle[] = [];
  const storage = openStorage({
    dataDir,
    clock: options.clock ?? systemClock,
    settings,
    onSessionChange: (change) => changes.push(change),
    onLogCleared: () => {},
    onPinsChanged: () => {},
    onUnreadableRows: () => {},
    onNotice: (notice) => notices.push(notice),
    onFailure: (failure) => failures.push(failure),
    onWritesRefused: (obstacle) => obstacles.push(obstacle),
    onWritingAgain: () => {},
    onKeptAside: ({ file }) => reports.push(`kept aside: ${file}`),
    onFileNotice: (notice) => notices.push(notice),
    report: (what, error) => reports.push(`${what}: ${error instanceof Error ? error.message : String(error)}`),
  });
  onTestFinished(() => storage.close());
  return { storage, dataDir, settings, changes, reports, failures, notices, obstacles };
}
