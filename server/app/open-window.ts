import { createBuiltUi } from '../api/built-ui.ts';
import type { AppContext } from '../api/context.ts';
import { type Door, openDoor } from '../api/door.ts';
import { createHandler, type InspectorHandler } from '../api/handler.ts';
import { pageAttributes } from '../api/page-attributes.ts';
import { createRecordingsDoor } from '../api/recordings.ts';
import { folderBytes } from '../base/folder-size.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { RecordingFailure } from '../contract/recording.ts';
import type { SettingsChange } from '../contract/settings.ts';
import { secretsState } from '../engines/secrets-state.ts';
import { createInspectorFeed, type InspectorFeed } from '../live/inspector-feed.ts';
import type { Kept } from './kept.ts';
import type { Traffic } from './open-traffic.ts';
import { readLogChanges } from './read-log-changes.ts';
import { createRecordingWorkspace } from './recording-workspace.ts';
import { changeSettings, createSecretCommands } from './settings-effects.ts';
import type { StartContext } from './start-context.ts';
import { createTutorialWorkspace } from './tutorial-workspace.ts';
import type { WatchedApps } from './watched-apps.ts';
import { createWorkspaceCookies } from './workspace-cookies.ts';

export interface WindowSide {
  readonly site: () => SiteInfo;
  readonly handle: InspectorHandler;
  /** Opens a file by its path. Every window shows it, or why it cannot be read. */
  openFile(path: string, onFailure?: (failure: RecordingFailure) => void): Promise<void>;
  /** Browser mode: the handler on loopback, which requires codes and tokens. */
  openDoor(uiPort: number): Promise<Door>;
}

/**
 * Third step of the start: makes all parts that the window calls, and subscribes the readers of changes. Before this
 * step only losses are counted, so all parts exist when the first change is read.
 */
export function openWindow(
  kept: Kept,
  traffic: Traffic,
  watched: WatchedApps,
  uiDir: string,
  context: StartContext,
): WindowSide {
  const { dataDir, settings, storage, log, losses, secrets, secretKeeper } = kept;
  const { sessions, target, cast, lab, refused, cookieNames } = traffic;
  const { clock, changes, closing, report } = context;
  const doors = new Set<Door>();
  closing.add(async () => void (await Promise.all([...doors].map((door) => door.close()))));

  const site = (): SiteInfo => ({
    ...target.address,
    cookieNames: cookieNames.now(),
    defaultCookieNames: cookieNames.byDefault(),
    dataDir: dataDir.path,
    statements: sessions.store.statements,
    watchedId: null,
  });
  const feed = createInspectorFeed({
    storage,
    sessions,
    settings,
    clock,
    site,
    actors: cast,
    labRuns: () => lab.runs,
    losses,
    watching: watched.list,
    openedFiles: () => recordings.opened(),
  });
  readChanges(feed, kept, traffic, context);

  const tools = { clock, siteUrl: () => target.address.url, signingSecrets: () => secrets.all };
  const ofApp = {
    settings: { change: (change: SettingsChange) => changeSettings(settings, change, log) },
    cookies: createWorkspaceCookies(() => secrets.all, clock.now),
    secrets: createSecretCommands(secrets, log, {
      state: () => secretsState(secrets, secretKeeper),
      onChange: () => changes.tell('actors', null),
      isOwn: true,
    }),
  };
  const tutorial = createTutorialWorkspace(kept, traffic, feed, ofApp, tools);
  closing.add(() => tutorial.close());
  closing.add(() => storage.sessionPages.close());
  const recordings = createRecordingsDoor({
    folder: dataDir.recordings,
    site,
    settings,
    nowMs: clock.now,
    watching: watched.list,
    openWorkspace: (recording) => createRecordingWorkspace(recording, ofApp, tools),
    onOpened: () => changes.tell('opened', null),
    report,
  });
  closing.add(() => recordings.closeAll());
  const app: AppContext = {
    recordings,
    watch: watched,
    data: {
      folderBytes: () => folderBytes(dataDir.path),
      connectStore: () => traffic.sessions.connectNow(),
    },
  };
  const handle = createHandler({
    app,
    live: tutorial,
    recordings,
    watched,
    ui: createBuiltUi(uiDir, () => pageAttributes(settings.current)),
    reportError(what, error) {
      storage.noteError(error);
      report(what, error);
    },
  });
  // The live streams are closed before the doors, which would otherwise wait for them.
  closing.add(() => feed.close());
  return {
    site,
    handle,
    openFile: recordings.openPath,
    async openDoor(uiPort) {
      const door = await openDoor(handle, uiPort, (why) => refused.closed('inspector', why));
      doors.add(door);
      watched.addOwnPort(Number(new URL(door.origin).port));
      return door;
    },
  };
}

/**
 * The live feed reads each entry before the Lab, so that a window receives an entry before the result that the Lab
 * derives from it. The Lab reads first that the log was cleared.
 */
function readChanges(feed: InspectorFeed, { search }: Kept, { lab }: Traffic, { changes }: StartContext): void {
  changes.on('log-cleared', lab.logCleared);
  readLogChanges(changes, feed, search);
  changes.on('entry', lab.noteEntry);
  changes.on('entry-lost', lab.noteEntry);
  changes.on('lab', feed.labChanged);
  changes.on('watching', feed.watchingChanged);
  changes.on('opened', feed.openedFilesChanged);
}
