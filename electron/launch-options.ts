import { app } from 'electron';
import { parseStartOptions, type StartOptions } from '../server/start-options.ts';
import { ownArguments } from './own-arguments.ts';
import { log } from './terminal.ts';

/** The options of this start. A command line we do not understand ends the app: one line on stderr, status 2. */
export function readOptionsOrEnd(): StartOptions {
  try {
    return parseStartOptions(ownArguments(process.argv, app.isPackaged));
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
