/**
 * On a Linux without a display, Chromium ends the process by a signal that looks like a crash. So the display is looked
 * for before Chromium does it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { calledAs, installedProgram, program } from '../server/base/called-as.ts';
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
  const command = calledAs('serve', isPackaged ? installedProgram : program);
  log(`${missing} No window can be shown. “${command}” opens the inspector in a browser instead.`);
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

/**
 * A display of this machine has a socket, in the file system or among the abstract names of Linux. The file of a
 * display that was killed stays, and refuses connections.
 */
function mayBeX11(display: string): boolean {
  const [, number] = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (number === undefined) return true;
  const socket = `/tmp/.X11-unix/X${number}`;
  const listed = listedSockets();
  // A system that does not list its sockets may have this one.
  if (listed === null || listed.includes(`@${socket}\n`)) return true;
  if (!existsSync(socket)) return false;
  // A display outside a container is not listed inside it, so only a connection tells.
  return listed.includes(` ${socket}\n`) || acceptsConnections(socket);
}

/** The sockets of this network namespace, a line each, which ends with the address (man 5 proc_pid_net). */
function listedSockets(): string | null {
  try {
    return readFileSync('/proc/net/unix', 'utf8');
  } catch {
    return null;
  }
}

/** The longest wait for a display, which answers a connection within a millisecond. */
const patienceMs = 2_000;

/**
 * Whether something listens at this path. Waits for the answer, because Chromium connects before the event loop runs;
 * so another thread has to ask. True if nothing is known after some seconds.
 */
function acceptsConnections(path: string): boolean {
  const refused = new Int32Array(new SharedArrayBuffer(4));
  const asking = new Worker(ask, { eval: true, workerData: { path, refused } });
  asking.unref();
  Atomics.wait(refused, 0, 0, patienceMs);
  void asking.terminate();
  return refused[0] !== 2;
}

const ask = `
  const { path, refused } = require('node:worker_threads').workerData;
  const tell = (answer) => {
    Atomics.store(refused, 0, answer);
    Atomics.notify(refused, 0);
  };
  const socket = require('node:net').connect(path);
  socket.on('connect', () => tell(1)).on('error', () => tell(2));
`;
