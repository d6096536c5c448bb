/** npm run decode -- [--secret S]... COOKIE: says what a session cookie is and whether it is valid, as JSON on stdout. */
import { runScript } from './lib/fail.mjs';
import { projectNode } from './lib/node-binary.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return run(await projectNode(), [inProject('server', 'cli.ts'), 'decode', ...options]);
});
