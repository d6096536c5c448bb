/**
 * npm run decode -- [--secret S]... COOKIE: says what a session cookie is and whether it is valid, as JSON on stdout.
 */
import { runCli } from './lib/cli.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return runCli('decode', options);
});
