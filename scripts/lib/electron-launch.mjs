import { say } from './project.mjs';

/**
 * The arguments after the app's path on Electron's command line: switches for Chromium, then `--`, then our own
 * options.
 */
export function electronArguments(options) {
  return [...sandboxSwitches(), '--', ...options];
}

/**
 * A terminal inside an Electron editor may carry these variables: one would turn the app into a plain Node, the other
 * would bring the window's code from another address (`npm run dev` sets its own).
 */
export function electronEnvironment(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ELECTRON_RENDERER_URL: __, ...rest } = env;
  return rest;
}

/**
 * Chromium refuses to run its sandbox as root on Linux. A message tells the user that pages run with less protection.
 */
function sandboxSwitches() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot) return [];
  say(
    'Warning: started as root, so Electron runs with --no-sandbox. Start it as an ordinary user to keep the sandbox.',
  );
  return ['--no-sandbox'];
}
