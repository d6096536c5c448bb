/**
 * Files that the user opens from outside the window: on the command line, by a double click, by a second start, or from
 * the list of recent files. The shell hands their paths to the core; the page hears of them by the live stream.
 */
import { resolve } from 'node:path';
import { app } from 'electron';
import type { Inspector } from '../server/index.ts';
import { log } from './terminal.ts';

export interface OpenedFiles {
  /** Opens files now, or when the core is there. A relative path is one of `folder`. */
  open(paths: readonly string[], folder: string): void;
  /** The core that reads them. */
  handTo(core: Promise<Inspector>): void;
}

/** `onOpen`: a file was named while the app is running, so its window has to be seen. */
export function createOpenedFiles(onOpen: () => void): OpenedFiles {
  const core = Promise.withResolvers<Inspector>();
  let last: Promise<void> = Promise.resolve();
  const openOne = async (path: string): Promise<void> => {
    const inspector = await core.promise;
    await inspector.openFile(path);
    // Has an effect on macOS and Windows, whose menus list the files that a program has opened.
    app.addRecentDocument(path);
  };
  const files: OpenedFiles = {
    open(paths, folder) {
      for (const path of paths) {
        // In the order in which they were named.
        last = last
          .then(() => openOne(resolve(folder, path)))
          .catch((error: Error) => log(`A file was not opened: ${error.message}`));
      }
    },
    handTo: (given) => void given.then(core.resolve, () => {}),
  };
  // macOS names files in this way, also before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.open([path], '/');
    onOpen();
  });
  return files;
}
