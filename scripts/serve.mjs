/** npm run serve -- OPTIONS: browser mode. */
import { runScript } from './lib/fail.mjs';
import { serve } from './lib/serve.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  return serve(options);
});
