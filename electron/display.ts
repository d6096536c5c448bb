/**
 * On a Linux without a display, Chromium ends the process by a signal that looks like a crash. So the display is looked
 * for before Chromium does it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calledAs } from '../server/base/called-as.ts';
import { log } from './terminal.ts';

export interface DisplayPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole command line: Chromium can be told to do without a display. */
  readonly argv: readonly string[];
}

/**
 * Ends the process with one line and status 1 if no window can be shown. Call before the app is ready. An app from a
 * package (`isPackaged`) names the command of the npm package.
 */
export function endWithoutDisplay(isPackaged: boolean): void {
  const missing = missingDisplay(process);
  if (missing === null) return;
  log(
    `${missing} No window can be shown. “${calledAs('serve', isPackaged)}” opens the inspector in a browser instead.`,
  );
  process.exit(1);
}

/** What is missing, as a sentence. Null if there is a display, or if that can only be found out by connecting to it. */
export function missingDisplay({ platform, env, argv }: DisplayPlace): string | null {
  if (platform !== 'linux' || argv.some((word) => /^--(headless|ozone-platform)\b/.test(word))) return null;
  const { DISPLAY, WAYLAND_DISPLAY } = env;
  if (!DISPLAY && !WAYLAND_DISPLAY) return 'There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.';
  if (DISPLAY && mayBeX11(DISPLAY)) return null;
  if (WAYLAND_DISPLAY && existsSync(join(env.XDG_RUNTIME_DIR ?? '', WAYLAND_DISPLAY))) return null;
  const named = [DISPLAY && `DISPLAY=${DISPLAY}`, WAYLAND_DISPLAY && `WAYLAND_DISPLAY=${WAYLAND_DISPLAY}`];
  return `No display answers at ${named.filter(Boolean).join(' or ')}.`;
}

/** A display of this machine has a socket, in the file system or among the abstract names of Linux. */
function mayBeX11(display: string): boolean {
  const [, number] = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (number === undefined) return true;
  const socket = `/tmp/.X11-unix/X${number}`;
  return existsSync(socket) || hasAbstractSocket(socket);
}

function hasAbstractSocket(name: string): boolean {
  try {
    return readFileSync('/proc/net/unix', 'utf8').includes(`@${name}\n`);
  } catch {
    // This system does not list its sockets, so it may have this one.
    return true;
  }
}
