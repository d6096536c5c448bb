/** npm run backup -- --out FILE: copies sessions and log to another file. */
import { runCli } from './lib/cli.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return runCli('backup', options);
});
