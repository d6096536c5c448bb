/** npm run export -- OPTIONS: writes a stored log. Only the result goes to stdout. */
import { runCli } from './lib/cli.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return runCli('export', options);
});
