/** The help text of each command. README has the same options in a table. */
import { calledWithOptions, program } from '../base/called-as.ts';
import { startOptionsHelp } from '../base/start-options-help.ts';

const statuses =
  'Ends with status 0, with 1 after a failure, and with 2 for a bad option; decode and export have others too.';
const startStatuses = `
Ends with status 0 when it is stopped, 1 if it cannot start, 2 for a bad option.
`;

export const USAGE: Readonly<Record<string, string>> = {
  start: `Usage: npm start [-- OPTIONS] [FILE...]

Opens the desktop app, and in it these HAR and NDJSON files. If no window can be opened, the app runs in browser mode.

${startOptionsHelp}`,

  serve: `Usage: ${calledWithOptions('serve')} [OPTIONS] [FILE...]

Runs the app without a window and opens the inspector in your browser, with these HAR and NDJSON files.

${startOptionsHelp}${startStatuses}`,

  watch: `Usage: ${calledWithOptions('watch')} URL... [OPTIONS]

Runs the app without a window, watches these apps of yours at their loopback addresses, and opens the inspector in your
browser. It is the same as serve with --watch for each address.

${startOptionsHelp}${startStatuses}`,

  open: `Usage: ${calledWithOptions('open')} [OPTIONS]

Opens the inspector of an app that runs in browser mode, with a new link.

  --data-dir D     the data folder of that app; without it, the folder that the app uses
  --no-open        prints the link instead of opening a browser
  --help           shows this text

Ends with status 0 if the inspector was opened, 1 if none runs or no browser was opened, 2 for a bad option.
`,

  export: `Usage: ${calledWithOptions('export')} --format ndjson|csv|har [OPTIONS]

Writes the stored log, or a recording, as NDJSON, CSV or HAR. Without --raw every session id, cookie and credential is
replaced by a pseudonym, so that the result can be shared.

  --from FILE      reads this HAR or NDJSON file instead of the stored log; what cannot be read is reported on stderr
  --app NAME|URL   the log of this watched app, instead of that of the tutorial site
  --data-dir D     the folder of the stored log; without it, the one that the app uses
  --filter TEXT    only what this filter finds, in the language of the window's filter field
  --session SID    only the entries of this session
  --raw            writes secrets unchanged, without pseudonyms
  --out FILE       writes to this file, which only its owner can read; without it, to stdout
  --help           shows this text

Ends with status 0 if everything was exported, 3 if only a first part of the file of --from could be read and was
exported (the file is cut off, or is not valid JSON from some place on, or has more than two million entries),
1 if nothing could be exported, 2 for a bad option.
`,

  backup: `Usage: ${calledWithOptions('backup')} --out FILE [OPTIONS]

Copies sessions, log and cookie jars to one file, also while the app runs. The log of each watched app goes to a file
beside it.

  --out FILE       the copy; the file must not exist yet
  --data-dir D     the folder to copy; without it, the folder that the app uses
  --help           shows this text

Ends with status 0 if everything was copied, 1 if not, 2 for a bad option.
`,

  decode: `Usage: ${calledWithOptions('decode').replace('npm run', 'npm run --silent')} [OPTIONS] COOKIE

Recognises, decodes and verifies a session cookie. The answer is JSON on stdout.

  --secret S       a secret to verify with; repeat it for several. salt:NAME:SECRET gives the salt too, where the
                   format has one (Django, Phoenix, Pyramid)
  --secret-file F  secrets from a file, one a line
  --name NAME      the cookie's name, where the format needs it
  --format NAME    reads the cookie as this format instead of recognising it
  --max-age N      the oldest signature that counts as valid, in seconds
  --weak           also tries a list of well-known secrets
  --encoding NAME  reads a value of a session store: auto, json, msgpack, pickle, php-serialize, php-session,
                   php-binary, ruby-marshal or java, as text, hex or base64. It is read and never loaded
  --value-file F   the same for the bytes of a file
  --stdin          reads one JSON object a line, and writes one a line:
                   {"cookie","name","secrets","format","maxAgeSeconds","nowMs"}
  --help           shows this text

Ends with status 0 if the cookie is valid, 1 if it is not, or if that is unknown because no secret was given or only
the server can tell ("valid" is null), 2 for a bad option. A value of a store that can be read ends with 0, another with
1. With --stdin the status is 0 at the end of the input: each line has its own answer.
`,
};

/**
 * How each command is called and what it does, without the options. Only a checkout (`name` is null) has `npm start`,
 * which opens its desktop app.
 */
export function overview(name = program): string {
  const texts = Object.entries(USAGE).filter(([command]) => name === null || command !== 'start');
  // A help text is the line of its usage, a paragraph on what it does, and the options.
  const starts = texts.map(([, text]) => text.split('\n\n').slice(0, 2).join('\n'));
  return `${[...starts, `Each command lists its options with --help.\n${statuses}`].join('\n\n')}\n`;
}

/** Whether the arguments request help. Arguments after `--` are values. */
export function asksForHelp(argv: readonly string[]): boolean {
  const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  return options.includes('--help') || options.includes('-h');
}
