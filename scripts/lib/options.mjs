import { pathToFileURL } from 'node:url';
import { calledFrom, inProject } from './project.mjs';
import { run } from './run.mjs';

/** The core's own parser, in the Node that can read it: here it only says whether it understands. */
const check = `
  import { parseStartOptions, refuseMissingFiles } from ${JSON.stringify(pathToFileURL(inProject('server', 'start-options.ts')).href)};
  try {
    refuseMissingFiles(parseStartOptions(process.argv.slice(1)));
  } catch (error) {
    process.stderr.write(error.message + '\\n');
    process.exitCode = error.exitStatus ?? 1;
  }
`;

/** Resolves with 0, or, after one line on stderr, with the exit status of a command line that cannot be understood. */
export function checkOptions(node, options) {
  return run(node, ['--input-type=module', '--eval', check, '--', ...options], { cwd: calledFrom });
}
