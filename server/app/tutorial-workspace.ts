import type { Workspace } from '../api/context.ts';
import { NotFound } from '../base/errors.ts';
import { findDrift } from '../engines/session-drift.ts';
import { createSessionEditor } from '../engines/session-editor.ts';
import type { InspectorFeed } from '../live/inspector-feed.ts';
import type { Kept } from './kept.ts';
import { liveLogParts } from './live-log-parts.ts';
import type { Traffic } from './open-traffic.ts';
import { createWorkspace, type WorkspaceParts, type WorkspaceTools } from './workspace.ts';

/** The workspace of the tutorial site: the live log, the stored sessions, the simulated browsers and the Lab. */
export function createTutorialWorkspace(
  { storage, search, log }: Kept,
  { cast, lab, sessions }: Traffic,
  feed: InspectorFeed,
  ofApp: Pick<WorkspaceParts, 'settings' | 'cookies' | 'secrets'>,
  tools: WorkspaceTools,
): Workspace {
  const nowMs = tools.clock.now;
  const { page, ...logParts } = liveLogParts({ storage, search, sessions }, feed, cast, nowMs);
  return createWorkspace(
    {
      ...logParts,
      sessions: {
        page,
        find: (sid) => sessions.list.find(sid, nowMs()),
        row: (sid) => sessions.list.row(sid),
        drift: () => findDrift(sessions.list, cast.states(), nowMs()),
        recorded: () => {
          throw new NotFound('This procedure is for recordings. For the live log use sessions.page.');
        },
      },
      sessionChanges: createSessionEditor(sessions.store, nowMs, log.addEdit),
      actors: cast,
      lab,
      store: null,
      ...ofApp,
    },
    tools,
  );
}
