/**
 * Keeps the doors for debuggers closed. Through one, every program and every user of this machine could read the
 * window and the memory of the app, and act in its name. (A package closes them in its binary, too.)
 */
import { url as addressOfNodeDebugger } from 'node:inspector';
import { app } from 'electron';
import { log } from './terminal.ts';

/** Set to 1, it allows a debugger: for the tests, and for work on the app itself. */
const allowedBy = 'SESSION_INSPECTOR_DEBUGGING';

/** The switches of Chromium and of Node that open such a door. */
const doors = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
] as const;

/** Ends the app, with a line on stderr and status 2, if it was started for a debugger without being allowed to. */
export function refuseDebuggers(): void {
  if (process.env[allowedBy] === '1') return;
  // This signal starts Node's debugger. In a package it would end the app.
  process.on('SIGUSR1', () => {});
  const door = doors.find((name) => app.commandLine.hasSwitch(name)) ?? (addressOfNodeDebugger() && 'inspect');
  if (door === undefined) return;
  log(
    `Refused: --${door} opens Session Inspector, with the cookies and secrets in it, to every program of this machine. Leave it out; or, to debug the app itself, set ${allowedBy}=1.`,
  );
  process.exit(2);
}
