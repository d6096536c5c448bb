import type { Workspace } from '../api/context.ts';
import type { OpenRecording } from '../import/open-recording.ts';
import { createWorkspace, mostListedSessions, type WorkspaceParts, type WorkspaceTools } from './workspace.ts';

/** The workspace of an opened file. It is read-only, and its sessions are not stored. */
export function createRecordingWorkspace(
  recording: OpenRecording,
  ofApp: Pick<WorkspaceParts, 'settings' | 'cookies' | 'secrets'>,
  tools: WorkspaceTools,
): Workspace {
  const { reader, marks, search, feed, about, shown } = recording;
  return createWorkspace(
    {
      reader,
      shown,
      marks,
      oldestEntryAtMs: () => null,
      search,
      feed,
      settle: () => {},
      place: () => ({ path: reader.path, identity: null }),
      backUp: null,
      hasSecrets: about.secrets !== 'pseudonyms',
      sessions: {
        page: async () => ({ rows: [], matching: 0, all: 0 }),
        find: () => null,
        row: () => null,
        drift: () => ({ orphanSids: [], orphanCount: 0, ghosts: [], expiredCount: 0 }),
        recorded: () => recording.sessions(mostListedSessions),
      },
      logChanges: null,
      sessionChanges: null,
      actors: null,
      lab: null,
      store: null,
      ...ofApp,
    },
    tools,
  );
}
