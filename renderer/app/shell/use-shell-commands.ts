import type { SiteInfo } from '../../../server/contract/live-message.ts';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import type { CommandHandlers } from '../../commands/command-registry.ts';
import { useCommandHandlers } from '../../commands/use-commands.ts';
import { shellApi } from '../../data/shell-api.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useRecording, useRecordings } from '../../data/use-recordings.ts';
import { useWatchedApp, useWatching, useWorkspaceKind } from '../../data/use-watching.ts';
import { pageToOpen } from '../../model/page-to-open.ts';
import { showView, VIEWS } from '../../navigation/use-view.ts';
import { useChooseFile } from '../recording/use-choose-file.ts';
import { VIEW_FACTS } from './views.ts';

/** Each view has a command that opens it. */
const VIEW_COMMANDS: CommandHandlers = Object.fromEntries(
  VIEWS.map((view) => [VIEW_FACTS[view].command, () => showView(view)]),
);

/** The dialogs that only the frame can open. */
export interface ShellActions {
  readonly askToClear: () => void;
  readonly openExport: () => void;
  readonly openWatch: () => void;
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly openWords: () => void;
  readonly takeTour: () => void;
}

/** The commands that work everywhere in the window. */
export function useShellCommands({
  askToClear,
  openExport,
  openWatch,
  openPalette,
  openKeys,
  openWords,
  takeTour,
}: ShellActions): void {
  const { changeSettings, setRecording } = useCommands();
  const site = useInspector((state) => state.site);
  const engine = useInspector((state) => state.settings?.engine ?? null);
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const recordings = useRecordings();
  const isFile = useRecording() !== null;
  const isTutorial = useWorkspaceKind() === 'tutorial';
  const watching = useWatching();
  const app = useWatchedApp();
  const chooseFile = useChooseFile();
  useCommandHandlers({
    ...VIEW_COMMANDS,
    'find-command': openPalette,
    'open-site': site === null || isFile ? null : () => openSite(site, app),
    'watch-app': openWatch,
    'show-tutorial': isTutorial
      ? null
      : () => {
          if (isFile) recordings.close();
          watching.leave();
        },
    'keep-server-side':
      engine === 'client-side' && isTutorial ? () => void changeSettings({ engine: 'server-side' }) : null,
    'keep-client-side':
      engine === 'server-side' && isTutorial ? () => void changeSettings({ engine: 'client-side' }) : null,
    export: openExport,
    'open-recording': chooseFile,
    'back-to-live': isFile ? () => recordings.close() : null,
    'toggle-recording': isFile ? null : () => void setRecording(!isRecording),
    'clear-log': isFile ? null : askToClear,
    'take-tour': takeTour,
    'show-keys': openKeys,
    'show-words': openWords,
  });
}

/** On the desktop the shell opens the user's browser; a tab opens another tab. */
function openSite({ url, watchedId }: SiteInfo, app: WatchedApp | null): void {
  if (shellApi !== null) void shellApi.openSite(watchedId);
  else window.open((app === null ? null : pageToOpen(app)) ?? url, '_blank', 'noopener,noreferrer');
}
