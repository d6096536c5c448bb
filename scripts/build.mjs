/**
 * npm run build: bundles the desktop shell and the window into out/; with --if-stale only if the sources have
 * changed.
 */
import { build, buildIfStale } from './lib/build.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  await (options.includes('--if-stale') ? buildIfStale() : build());
  return 0;
});
