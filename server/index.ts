/** The entrance of the core. It runs on plain Node: Electron, browser mode and the tests all start here. */

import type { Door } from './api/door.ts';
import type { InspectorHandler } from './api/handler.ts';
import type { AppEvents } from './app/app-changes.ts';
import { createClosing } from './app/closing.ts';
import { noteStart } from './app/notices.ts';
import { openKept } from './app/open-kept.ts';
import { openSessions } from './app/open-sessions.ts';
import { openTraffic } from './app/open-traffic.ts';
import { openWindow } from './app/open-window.ts';
import { followCookieNames, followPort } from './app/settings-effects.ts';
import type { StartContext } from './app/start-context.ts';
import { openWatchedApps } from './app/watched-apps.ts';
import { createChanges } from './base/changes.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { createCountedLines } from './base/counted-lines.ts';
import type { DataDir } from './base/data-dir.ts';
import type { LiveSettings } from './base/live-settings.ts';
import { messageOf } from './base/thrown.ts';
import type { SiteInfo } from './contract/live-message.ts';
import type { EngineName } from './contract/log-entry.ts';
import type { RecordingFailure } from './contract/recording.ts';
import type { WatchAdd, WatchedApp } from './contract/watch.ts';
import type { SecretKeeper } from './engines/secrets.ts';

export { dataDirAt, defaultDataDir } from './base/data-dir.ts';
export { InspectorError } from './base/errors.ts';
export { writePrivateFile } from './base/write-private-file.ts';
export { fileSecretKeeper, type SecretKeeper } from './engines/secrets.ts';
export { BadOption, parseStartOptions, type StartOptions } from './start-options.ts';

export interface InspectorOptions {
  /** Default: the per-user data folder of the operating system. */
  readonly dataDir?: string;
  /**
   * The site's port for this start, 0 for any. If it is in use, the next free one is used. Default: the port of the
   * settings.
   */
  readonly port?: number | undefined;
  /** The engine to start with. Default: the engine of the settings. */
  readonly engine?: EngineName | undefined;
  /** The user's own secrets. The first one signs. They are not stored. */
  readonly secrets?: readonly string[];
  /**
   * Where the secrets of a data folder are stored: the app's folder, or that of a watched app. Default: a 0600 file in
   * the folder.
   */
  readonly secretKeeper?: (folder: DataDir) => SecretKeeper;
  /** Apps to watch in addition to the stored list. Their secrets are not stored. */
  readonly watch?: readonly WatchAdd[];
  /**
   * The address of the store that has the sessions of the site, such as `redis://127.0.0.1:6379`, for this start.
   * Default: the store of the settings, which is the database of this app unless it was changed.
   */
  readonly store?: string | undefined;
  /**
   * How long a request to a watched app waits for its session store, before it is forwarded without a reading. Its
   * record waits at least as long after the answer. For tests on machines whose processors are busy. Default: 50 ms.
   */
  readonly storeWaitMs?: number | undefined;
  /** The folder of the built window. */
  readonly uiDir: string;
  readonly clock?: Clock;
  /** Receives the lines of the app's terminal log. They contain no secrets. */
  readonly log?: (line: string) => void;
}

export interface Inspector {
  /** The current address of the site. A new object after it has moved. */
  readonly site: SiteInfo;
  /** The current state of the watched apps. */
  readonly watching: readonly WatchedApp[];
  readonly settings: Pick<LiveSettings, 'current' | 'subscribe'>;
  readonly handle: InspectorHandler;
  /**
   * Opens a HAR or NDJSON file by its path, and resolves when its reading has begun. Every window shows the file, or
   * the reason why it cannot be read; `onFailure` gets that reason too. For the shell and the command line: a window
   * never names a path.
   */
  openFile(path: string, onFailure?: (failure: RecordingFailure) => void): Promise<void>;
  /** Browser mode: the handler on loopback, which requires codes and tokens. */
  openDoor(uiPort: number): Promise<Door>;
  /** Closes everything, the part that was opened last first. A second call waits for the first. */
  close(): Promise<void>;
}

/** The code that answers requests is loaded so long after the start if none has arrived: the window has its picture. */
const loadSiteAfterMs = 500;

/**
 * Starts the site and everything behind the window. If the database cannot be used, the start continues, and the log
 * and the window explain it. Throws an InspectorError (with a code and a sentence that says what to do) if the data
 * folder is in use or cannot be accessed, or no port is free. In that case everything is closed again.
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const say = options.log ?? (() => {});
  const failures = createCountedLines(say);
  const context: StartContext = {
    clock: options.clock ?? systemClock,
    changes: createChanges<AppEvents>(),
    closing: createClosing(),
    say,
    report: (what, error) => failures.say(`${what} failed: ${messageOf(error)}`),
  };
  context.closing.add(failures.close);
  try {
    return await start(options, context);
  } catch (error) {
    await context.closing.close();
    throw error;
  }
}

async function start(options: InspectorOptions, context: StartContext): Promise<Inspector> {
  const kept = openKept(options, context);
  const sessions = await openSessions(kept, options.store, context);
  const traffic = await openTraffic(kept, sessions, context);
  const watched = await openWatchedApps(
    kept,
    traffic,
    { asked: options.watch ?? [], storeWaitMs: options.storeWaitMs },
    context,
  );
  const { site, handle, openFile, openDoor } = openWindow(kept, traffic, watched, options.uiDir, context);
  kept.search.begin();
  const timer = setTimeout(traffic.loadSiteCode, loadSiteAfterMs).unref();
  context.closing.add(() => clearTimeout(timer));
  noteStart(kept, site(), context.say);
  followPort(kept, traffic.target, context);
  followCookieNames(kept, traffic.cookieNames.now, context);
  return {
    get site() {
      return site();
    },
    get watching() {
      return watched.list();
    },
    settings: kept.settings,
    handle,
    openFile,
    openDoor,
    close: context.closing.close,
  };
}
