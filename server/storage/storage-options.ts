import type { Clock } from '../base/clock.ts';
import type { DataDir } from '../base/data-dir.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { Notice } from '../contract/log-entry.ts';
import type { StorageFailure, WriteObstacle } from '../contract/storage-state.ts';
import type { SessionChange } from './sessions/session-change.ts';

export interface StorageOptions {
  readonly dataDir: DataDir;
  readonly clock: Clock;
  readonly settings: LiveSettings;
  readonly onSessionChange: (change: SessionChange) => void;
  /** Called with the commit that empties the log, so before any later entry is written. */
  readonly onLogCleared: () => void;
  readonly onPinsChanged: () => void;
  /** Called when the number of unreadable rows has changed. */
  readonly onUnreadableRows: () => void;
  /** Called with a notice on the storage for the log. */
  readonly onNotice: (notice: Notice) => void;
  /** Called once, when the database has failed. After that it is not written to. */
  readonly onFailure: (failure: StorageFailure) => void;
  /** Called when writes start to be refused for a reason that can pass, and when they work again. */
  readonly onWritesRefused: (obstacle: WriteObstacle) => void;
  readonly onWritingAgain: (obstacle: WriteObstacle) => void;
  /** Called with an object that was renamed because it was in the place of a file of the storage. */
  readonly onKeptAside: (kept: KeptAside) => void;
  /** Called with each change of the open files by another program, and with its consequence. */
  readonly onFileNotice: (notice: FileNotice) => void;
  /** Called with failures that no caller waits for. */
  readonly report: (what: string, error: unknown) => void;
}

/** Changes of the files of the database by another program while they are open, and their results. */
export type FileNotice = Extract<Notice, { code: 'database-copied' | 'database-not-copied' | 'closed-off' }>;
