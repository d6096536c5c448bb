/**
 * npm run dev -- OPTIONS: the desktop app with hot reload of the window, and a restart when the main process changes.
 */
import { forgetBuild } from './lib/build.mjs';
import { electronBinary } from './lib/electron-binary.mjs';
import { electronArguments, electronEnvironment } from './lib/electron-launch.mjs';
import { runScript, ScriptFailure } from './lib/fail.mjs';
import { packageBin, projectNode, withNodeFirst } from './lib/node-binary.mjs';
import { run } from './lib/run.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  const node = await projectNode();
  const electron = process.env.ELECTRON_EXEC_PATH || (await electronBinary(node));
  if (electron === null) {
    throw new ScriptFailure(
      "Electron's binary could not be downloaded, and hot reload needs it. `npm start` works without.",
    );
  }
  forgetBuild();
  const bundler = packageBin('electron-vite', 'bin', 'electron-vite.js');
  return run(node, [bundler, 'dev', '--watch', '--', ...electronArguments(options)], {
    env: { ...electronEnvironment(withNodeFirst(node)), ELECTRON_EXEC_PATH: electron },
  });
}, 'Usage: npm run dev [-- OPTIONS]\n\nRuns the desktop app with hot reload. The options are those of npm start.');
