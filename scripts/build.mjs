/** npm run build: bundles the desktop shell and the window into out/. */
import { build } from './lib/build.mjs';
import { runScript } from './lib/fail.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async () => {
  await installIfMissing();
  await build();
  return 0;
});
