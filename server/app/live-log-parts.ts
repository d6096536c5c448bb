import type { Cast } from '../actors/cast.ts';
import { heldSid } from '../contract/held-session.ts';
import type { InspectorFeed } from '../live/inspector-feed.ts';
import { type SiteSessions, sessionsIn } from '../storage/site-sessions.ts';
import type { OpenLog } from './open-log.ts';
import type { WorkspaceParts } from './workspace.ts';

type LiveLogParts = Pick<
  WorkspaceParts,
  | 'reader'
  | 'marks'
  | 'oldestEntryAtMs'
  | 'search'
  | 'feed'
  | 'settle'
  | 'place'
  | 'backUp'
  | 'hasSecrets'
  | 'logChanges'
> & { readonly page: WorkspaceParts['sessions']['page'] };

/** `sessions` are by default those of the storage. */
type LiveLog = Pick<OpenLog, 'storage' | 'search'> & { readonly sessions?: SiteSessions };

/**
 * The parts that every workspace over a growing log has in common: of the tutorial site and of each watched app. Its
 * log can be cleared, and its requests can be pinned. `page` lists the stored sessions.
 */
export function liveLogParts(
  { storage, search, sessions = sessionsIn(storage) }: LiveLog,
  feed: InspectorFeed,
  cast: Cast,
  nowMs: () => number,
): LiveLogParts {
  return {
    reader: storage.logReader,
    marks: storage.markReader,
    oldestEntryAtMs: () => (storage.state.state === 'failed' ? null : storage.log.oldestEntryAtMs()),
    search,
    feed,
    settle: () => storage.settle(),
    place: storage.place,
    backUp: storage.backUp,
    hasSecrets: true,
    page(query) {
      const heldSids = cast.states().flatMap((state) => heldSid(state) ?? []);
      return sessions.pages.page({ ...query, heldSids, nowMs: nowMs() });
    },
    logChanges: {
      clear: () => search.whileClearing(() => storage.clearLog()),
      pin(id) {
        storage.settle();
        return storage.pins.pin(id, nowMs());
      },
      unpin: (id) => storage.pins.unpin(id),
    },
  };
}
