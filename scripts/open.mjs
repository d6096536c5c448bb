/** npm run open -- OPTIONS: opens the inspector that runs in browser mode. */
import { runCli } from './lib/cli.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return runCli('open', options);
});
