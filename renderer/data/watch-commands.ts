import type { AttachProject } from '../../server/contract/project-store.ts';
import type { WatchAdd, WatchChange } from '../../server/contract/watch.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands on watched apps. The changed list arrives by the live stream of every workspace. */
export function createWatchCommands(client: InspectorClient, attempt: Attempt) {
  return {
    /** The programs that listen on this machine now. */
    listening: () => attempt(() => client.watch.listening.query()),
    /** An address that cannot be watched is an expected answer, with the reason. */
    watchApp: (app: WatchAdd) => attempt(() => client.watch.add.mutate(app)),
    changeWatched: (change: WatchChange) => attempt(() => client.watch.change.mutate(change)),
    /** The session stores that the folder of a project suggests. */
    lookInProject: (path: string) => attempt(() => client.watch.project.query({ path })),
    attachFromProject: (chosen: AttachProject) => attempt(() => client.watch.attachProject.mutate(chosen)),
    /** Stops watching, and deletes the log of the app. */
    removeWatched: (id: string) => attempt(() => client.watch.remove.mutate({ id })),
  };
}
