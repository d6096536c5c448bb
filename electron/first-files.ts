/**
 * Holds the core back until the window's first files have left. The core is compiled and started on the thread that
 * serves those files: if the core came first, the window would be shown by that much later.
 */
import { extname } from 'node:path';

type Files = (pathname: string) => Promise<Response>;

export interface FirstFiles {
  /** Serves the files of the window, and notices when the script and the style sheet of the page have left. */
  readonly serve: Files;
  /** Resolves when they have left, or when `release` is called. */
  readonly left: Promise<void>;
  /** For a page that requests other files first, or that is not loaded at all. */
  release(): void;
}

/** The files that the page requests immediately. All other files are loaded after the core has started. */
const FIRST_KINDS = ['.js', '.css'];

export function firstFiles(files: Files): FirstFiles {
  const { promise: left, resolve: release } = Promise.withResolvers<void>();
  const missing = new Set(FIRST_KINDS);
  const serve: Files = async (pathname) => {
    const response = await files(pathname);
    missing.delete(extname(pathname));
    // The body leaves in the turns of the event loop that follow the answer.
    if (missing.size === 0) setImmediate(() => setImmediate(release));
    return response;
  };
  return { serve, left, release };
}
