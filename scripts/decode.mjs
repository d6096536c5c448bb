/**
 * npm run decode -- [--secret S]... COOKIE: prints the format and the verdict of a session cookie as JSON on stdout.
 */
import { runCli } from './lib/cli.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return runCli('decode', options);
});
