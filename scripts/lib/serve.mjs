import { buildIfStale } from './build.mjs';
import { projectNode } from './node-binary.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';

/** Browser mode: the session server and the inspector's own door, until a signal ends it. Resolves with its exit status. */
export async function serve(options) {
  await buildIfStale();
  return run(await projectNode(), [inProject('server', 'cli.ts'), 'serve', ...options]);
}
