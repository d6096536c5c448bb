import { buildIfStale } from './build.mjs';
import { runCli } from './cli.mjs';

/**
 * Browser mode: the session server and the inspector's own door, until a signal ends it. Resolves with its exit
 * status.
 */
export async function serve(options) {
  await buildIfStale();
  return runCli('serve', options);
}
