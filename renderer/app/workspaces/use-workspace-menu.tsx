import { FolderOpen, Plus } from 'lucide-react';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { useRecordings, useRecordingsState } from '../../data/use-recordings.ts';
import { useWatchedApps, useWatching, useWorkspaceKind } from '../../data/use-watching.ts';
import type { Strings } from '../../strings/en.ts';
import { useStrings } from '../../strings/use-strings.ts';
import type { MenuItem } from '../../ui/menu-items.tsx';
import { WorkspaceMark } from './workspace-mark.tsx';

/** Every workspace, with its state; and the ways to one more. */
export function useWorkspaceMenu(): readonly MenuItem[] {
  const { workspaces: t, recording, commands } = useStrings();
  const registry = useCommandRegistry();
  const kind = useWorkspaceKind();
  const apps = useWatchedApps();
  const watching = useWatching();
  const recordings = useRecordings();
  const { open, others } = useRecordingsState();
  const shownApp = kind === 'watched' ? (watching.getState().shown?.id ?? null) : null;
  return [
    {
      id: 'tutorial',
      label: t.tutorial,
      detail: t.tutorialDetail,
      icon: <WorkspaceMark place="tutorial" />,
      isCurrent: kind === 'tutorial',
      onChoose: () => {
        recordings.close();
        watching.leave();
      },
    },
    ...apps.map((app, place) => ({
      id: app.id,
      label: app.name,
      detail: stateOf(app, t),
      icon: <WorkspaceMark place={place} />,
      isCurrent: app.id === shownApp,
      onChoose: () => {
        if (open !== null) recordings.close();
        watching.show(app.id);
      },
    })),
    ...(open === null
      ? []
      : [
          {
            id: 'recording',
            label: open.about.fileName,
            detail: t.recordingDetail(open.about.requestCount),
            icon: <WorkspaceMark place="file" />,
            isCurrent: true,
            onChoose: () => {},
          },
        ]),
    ...others.map(({ id, about }) => ({
      id,
      label: about.fileName,
      detail: t.recordingDetail(about.requestCount),
      icon: <WorkspaceMark place="file" />,
      onChoose: () => recordings.show(id),
    })),
    {
      id: 'watch-app',
      label: commands.titles['watch-app'],
      icon: <Plus size={15} />,
      startsGroup: true,
      onChoose: () => void registry.run('watch-app'),
    },
    {
      id: 'open-recording',
      label: `${recording.open}…`,
      icon: <FolderOpen size={15} />,
      onChoose: () => void registry.run('open-recording'),
    },
  ];
}

/** The state of a watched app for the list of workspaces. */
function stateOf({ open, app, proxy, upstream, isRecording }: WatchedApp, t: Strings['workspaces']): string {
  const place = shortUrl(app);
  if (proxy.state === 'stopped') return t.stopped(place);
  if (open === null) return t.portTaken(place);
  if (upstream.state === 'not-reachable') return t.notReachable(place);
  if (upstream.state === 'failing') return t.failing(place);
  return isRecording ? t.running(shortUrl(open), place) : t.paused(shortUrl(open), place);
}

/** An address without its scheme, which is http nearly always. */
export function shortUrl(url: string): string {
  return url.replace(/^http:\/\//, '');
}
