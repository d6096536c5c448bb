/**
 * The commands without a window: `serve` (browser mode), `export` and `decode`. Results go to stdout, everything else to stderr; a bad
 * option is one line and exit status 2, a failure one line and status 1.
 */
import { runDecode } from './cli/decode.ts';
import { runExport } from './cli/export.ts';
import { runServe } from './cli/serve.ts';
import { BadOption } from './start-options.ts';

const commands: Record<string, (argv: readonly string[]) => Promise<void>> = {
  serve: runServe,
  export: runExport,
  decode: runDecode,
};

const [name = '', ...argv] = process.argv.slice(2);
try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new BadOption(`Unknown command “${name}”. There are: ${Object.keys(commands).join(', ')}.`);
  await command(argv);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof BadOption ? error.exitStatus : 1;
}
