import { app } from 'electron';
import { startOptionsHelp } from '../server/base/start-options-help.ts';
import { messageOf } from '../server/base/thrown.ts';
import { parseStartOptions, type StartOptions } from '../server/start-options.ts';
import { readManifest } from './manifest.ts';
import { ownArguments } from './own-arguments.ts';
import { log } from './terminal.ts';

/**
 * The options of this start. A command line that cannot be parsed ends the app: one line on stderr, status 2. So do
 * `--help` and `--version`, with status 0.
 */
export function readOptionsOrEnd(): StartOptions {
  const argv = ownArguments(process.argv, app.isPackaged);
  if (argv.includes('--help') || argv.includes('-h')) return end(help);
  if (argv.includes('--version')) return end(`${readManifest().version}\n`);
  try {
    return parseStartOptions(argv);
  } catch (error) {
    log(messageOf(error));
    process.exit(2);
  }
}

const help = `Usage: session-inspector [OPTIONS] [FILE...]

Opens the desktop app, and in it these HAR and NDJSON files.

${startOptionsHelp}`;

function end(text: string): never {
  process.stdout.write(text);
  process.exit(0);
}
