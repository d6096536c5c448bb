import type { Workspace } from '../api/context.ts';
import { NotFound } from '../base/errors.ts';
import { heldSid } from '../contract/actor.ts';
import { findDrift } from '../engines/session-drift.ts';
import { createSessionEditor } from '../engines/session-editor.ts';
import type { InspectorFeed } from '../live/inspector-feed.ts';
import type { Kept } from './kept.ts';
import type { Traffic } from './open-traffic.ts';
import { createWorkspace, type WorkspaceParts, type WorkspaceTools } from './workspace.ts';

/** The workspace of the tutorial site: the live log, the stored sessions, the simulated browsers and the Lab. */
export function createTutorialWorkspace(
  { storage, search, log }: Kept,
  { cast, lab }: Traffic,
  feed: InspectorFeed,
  ofApp: Pick<WorkspaceParts, 'settings' | 'cookies' | 'secrets'>,
  tools: WorkspaceTools,
): Workspace {
  const nowMs = tools.clock.now;
  return createWorkspace(
    {
      reader: storage.logReader,
      marks: storage.markReader,
      search,
      feed,
      settle: () => storage.settle(),
      place: storage.place,
      hasSecrets: true,
      sessions: {
        page(query) {
          const heldSids = cast.states().flatMap((state) => heldSid(state) ?? []);
          return storage.sessionPages.page({ ...query, heldSids, nowMs: nowMs() });
        },
        find: (sid) => storage.sessions.find(sid, nowMs()),
        row: (sid) => storage.sessions.row(sid),
        drift: () => findDrift(storage.sessions, cast.states(), nowMs()),
        recorded: () => {
          throw new NotFound('This procedure is for recordings. For the live log use sessions.page.');
        },
      },
      logChanges: {
        clear: () => search.whileClearing(() => storage.clearLog()),
        pin(id) {
          storage.settle();
          return storage.pins.pin(id, nowMs());
        },
        unpin: (id) => storage.pins.unpin(id),
      },
      sessionChanges: createSessionEditor(storage.sessionStore, nowMs, log.addEdit),
      actors: cast,
      lab,
      ...ofApp,
    },
    tools,
  );
}
