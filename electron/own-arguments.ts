/** Switches that Chromium uses itself and that may be among ours if no `--` separates them. */
const chromiumSwitches: ReadonlySet<string> = new Set(['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']);

/**
 * Our own part of the command line. After `--` everything is ours. Without it, all but the program, the path of the app
 * (present unless packaged) and Chromium's switches is.
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const separator = argv.indexOf('--');
  if (separator !== -1) return argv.slice(separator + 1);
  return argv.slice(isPackaged ? 1 : 2).filter((argument) => !chromiumSwitches.has(argument));
}
