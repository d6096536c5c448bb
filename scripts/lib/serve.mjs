import { buildIfStale } from './build.mjs';
import { runCli } from './cli.mjs';
import { asksForHelp } from './fail.mjs';

/**
 * Browser mode: the session server and the inspector's own door, until a signal ends it. Resolves with its exit
 * status.
 */
export async function serve(options) {
  if (!asksForHelp(options)) await buildIfStale();
  return runCli('serve', options);
}
