import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { withHyphenValues } from '../../server/cli/hyphen-values.ts';

const options = { session: { type: 'string' }, out: { type: 'string' }, raw: { type: 'boolean' } } as const;
const read = (...argv: string[]) =>
  parseArgs({ args: withHyphenValues(argv, options), options, allowPositionals: true });

test.each([
  ['-x1', ['--session', '-x1', '--raw']],
  ['--x1', ['--session', '--x1', '--raw']],
  ['-', ['--session', '-', '--raw']],
  ['-x=--out', ['--session', '-x=--out', '--raw']],
  ['a', ['--raw', '--session', 'a']],
  ['-x1', ['--session=-x1', '--raw']],
])('the session id %s is read', (sid, argv) => {
  expect({ ...read(...argv).values }).toEqual({ session: sid, raw: true });
});

test.each([
  ['another option', ['--session', '--raw']],
  ['another option with its value', ['--session', '--out=a']],
  ['nothing', ['--session']],
])('a missing value before %s is still refused', (_, argv) => {
  expect(() => read(...argv)).toThrow(/argument/);
});

test('an unknown option and what follows -- stay as they are', () => {
  expect(() => read('--unknown', '-x1')).toThrow('--unknown');
  expect(read('--', '--session', '-x1').positionals).toEqual(['--session', '-x1']);
});
