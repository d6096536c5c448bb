/** npm run backup -- --out FILE: copies sessions and log to a file of their own. */
import { runScript } from './lib/fail.mjs';
import { projectNode } from './lib/node-binary.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return run(await projectNode(), [inProject('server', 'cli.ts'), 'backup', ...options]);
});
