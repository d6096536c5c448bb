/** npm run watch -- URL... OPTIONS: browser mode, watching apps of yours. */
import { buildIfStale } from './lib/build.mjs';
import { runCli } from './lib/cli.mjs';
import { asksForHelp, runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  if (!asksForHelp(options)) await buildIfStale();
  return runCli('watch', options);
});
