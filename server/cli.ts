/**
 * The commands without a window: `serve` and `watch` (browser mode), `open`, `export`, `backup` and `decode`. Results
 * go to stdout, everything else to stderr; a bad option is one line and exit status 2, a failure one line and status 1.
 * Other statuses are in the help of their command. Without a command, with options alone, or with the name of a file,
 * it is `serve`.
 */
import { existsSync } from 'node:fs';
import { calledWithOptions } from './base/called-as.ts';
import { nearestWord } from './base/nearest-word.ts';
import { messageOf } from './base/thrown.ts';
import { asksForHelp, overview, USAGE } from './cli/usage.ts';
import { BadOption, missingFileSentence } from './start-options.ts';

/**
 * Each command loads only the modules that it needs: decoding a cookie does not wait for a web server and a database.
 */
const commands: Record<string, (argv: readonly string[]) => Promise<void>> = {
  serve: async (argv) => (await import('./cli/serve.ts')).runServe(argv),
  watch: async (argv) => (await import('./cli/watch.ts')).runWatch(argv),
  open: async (argv) => (await import('./cli/open.ts')).runOpen(argv),
  export: async (argv) => (await import('./cli/export.ts')).runExport(argv),
  backup: async (argv) => (await import('./cli/backup.ts')).runBackup(argv),
  /** Also prints the help of commands that are separate scripts, such as `start`. */
  help: async ([of = '']) => void process.stdout.write(USAGE[of] ?? overview()),
  decode: async (argv) => (await import('./cli/decode.ts')).runDecode(argv),
  version: async () => (await import('./cli/version.ts')).printVersion(),
};

/** The command of a command line, and its arguments. `--help` and `--version` alone are questions about all of it. */
function commandOf([first = '', ...rest]: readonly string[]): [name: string, argv: readonly string[]] {
  if (first === '--help' || first === '-h') return ['help', []];
  if (first === '--version' || first === '-v') return ['version', []];
  if (first === '') return ['serve', []];
  const isCommand = Object.hasOwn(commands, first);
  // A file that has the name of a command is opened by `serve FILE`.
  return first.startsWith('-') || (!isCommand && existsSync(first)) ? ['serve', [first, ...rest]] : [first, rest];
}

/** Why a first word is neither a command nor a file. A word with a dot or a slash was meant as a file or an address. */
function unknownSentence(word: string): string {
  if (/^https?:\/\/|^[\w.-]+:\d+$/i.test(word)) {
    return `“${word}” is an address. To watch the app there, run: ${calledWithOptions('watch')} ${word}`;
  }
  if (/[./\\]/.test(word)) return missingFileSentence(word);
  const meant = nearestWord(word, Object.keys(commands));
  const suggestion = meant === null ? '' : ` Did you mean ${meant}?`;
  const list = Object.keys(commands).join(', ');
  return `Unknown command “${word}”.${suggestion} There are: ${list}. No file has this name either.`;
}

// The reader of the output may close it early (`| head -1`, a closed terminal), which is not a failure.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const [name, argv] = commandOf(process.argv.slice(2));
try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new BadOption(unknownSentence(name));
  const usage = asksForHelp(argv) ? USAGE[name] : undefined;
  if (usage === undefined) await command(argv);
  else process.stdout.write(usage);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = error instanceof BadOption ? error.exitStatus : 1;
}
