import type { InspectorFeed } from '../live/inspector-feed.ts';
import type { Search } from '../search/search.ts';
import type { AppChanges } from './app-changes.ts';

/** Subscribes the live feed and the search of one log to its changes. */
export function readLogChanges(changes: AppChanges, feed: InspectorFeed, search: Pick<Search, 'grew'>): void {
  changes.on('entry', (entry) => {
    feed.entry(entry);
    search.grew();
  });
  changes.on('entry-lost', (entry) => {
    feed.entry(entry);
    feed.statusChanged();
  });
  changes.on('not-saved', feed.statusChanged);
  changes.on('writes', feed.statusChanged);
  changes.on('unreadable-rows', feed.statusChanged);
  changes.on('shared-store', feed.statusChanged);
  changes.on('session', feed.sessionChanged);
  changes.on('log-cleared', feed.logCleared);
  changes.on('pins', feed.pinsChanged);
  changes.on('actors', feed.actorsChanged);
  changes.on('moved', feed.siteMoved);
}
