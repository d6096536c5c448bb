import type { ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The arguments for `parseArgs`, in which the value of an option may begin with a hyphen: `--session -x1` becomes
 * `--session=-x1`. One session id in 64 begins with a hyphen, and `parseArgs` refuses it. What is itself an option
 * stays one, so that a missing value is still reported.
 */
export function withHyphenValues(argv: readonly string[], options: Options): string[] {
  const args: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const [name = '', value] = [argv[at], argv[at + 1]];
    if (name === '--') return [...args, ...argv.slice(at)];
    const takesValue = name.startsWith('--') && options[name.slice(2)]?.type === 'string';
    if (takesValue && value !== undefined && /^-./.test(value) && !isOption(value, options)) {
      args.push(`${name}=${value}`);
      at++;
    } else args.push(name);
  }
  return args;
}

function isOption(text: string, options: Options): boolean {
  return text === '--' || (text.startsWith('--') && Object.hasOwn(options, text.slice(2).split('=', 1)[0] ?? ''));
}
