/** npm start -- OPTIONS: the desktop app; where it cannot be shown, browser mode with the same options. */
import { buildIfStale } from './lib/build.mjs';
import { runCli } from './lib/cli.mjs';
import { hasDisplay } from './lib/display.mjs';
import { electronBinary } from './lib/electron-binary.mjs';
import { electronArguments, electronEnvironment } from './lib/electron-launch.mjs';
import { asksForHelp, runScript } from './lib/fail.mjs';
import { projectNode } from './lib/node-binary.mjs';
import { checkOptions } from './lib/options.mjs';
import { calledFrom, projectRoot, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async (options) => {
  await installIfMissing();
  if (asksForHelp(options)) return runCli('help', ['start']);
  const node = await projectNode();
  const status = await checkOptions(node, options);
  if (status !== 0) return status;
  const desktop = await findDesktop(node, options);
  if ('reason' in desktop) {
    say(`${desktop.reason}, so the inspector runs in browser mode.`);
    return serve(options);
  }
  await buildIfStale();
  return run(desktop.electron, [projectRoot, ...electronArguments(options)], {
    env: electronEnvironment(),
    cwd: calledFrom,
  });
});

/** The Electron to open, or the reason why no window can be. */
async function findDesktop(node, options) {
  if (options.includes('--no-open')) return { reason: 'No window is wanted (--no-open)' };
  if (!hasDisplay()) return { reason: 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  const electron = await electronBinary(node);
  if (electron === null) return { reason: "Electron's binary is not here and could not be downloaded" };
  return { electron };
}
