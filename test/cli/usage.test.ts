import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { overview } from '../../server/cli/usage.ts';
import { runCommand } from '../support/command.ts';
import { startScript } from '../support/script.ts';

test.each([
  ['serve', ['--port', '--ui-port', '--data-dir', '--engine', '--secret', '--secret-file', '--no-open', '--json']],
  ['watch', ['URL', '--watch-port', '--data-dir', '--no-open']],
  ['open', ['--data-dir', '--no-open']],
  ['export', ['--from', '--data-dir', '--format', '--filter', '--session', '--raw', '--out']],
  ['backup', ['--out', '--data-dir']],
  [
    'decode',
    ['--secret', '--secret-file', '--name', '--format', '--max-age', '--encoding', '--value-file', '--weak', '--stdin'],
  ],
])('%s --help names every option, and does not run the command', async (command, options) => {
  const { status, stdout, stderr } = await runCommand(command, '--help');
  expect([status, stderr]).toEqual([0, '']);
  for (const option of options) expect(stdout).toContain(option);
  expect(stdout).toMatch(/^Ends with status 0 /m);
});

test.each(['start', 'test', 'bench', 'dev', 'package'])('npm %s answers --help', async (script) => {
  const { status, stdout } = await startScript(script, '--help').ended;
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm /);
});

test('--help without a command lists every command, and --version is the version alone', async () => {
  const { stdout } = await runCommand('--help');
  for (const command of ['serve', 'watch', 'open', 'export', 'backup', 'decode']) {
    expect(stdout).toContain(`Usage: npm run ${command === 'decode' ? '--silent ' : ''}${command}`);
  }
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await runCommand('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help of an installed package names no command that only a checkout has', () => {
  expect(overview('session-inspector')).not.toContain('npm start');
  expect(overview('session-inspector')).toContain('lists its options with --help');
  expect(overview(null)).toContain('Usage: npm start');
});

test('watch needs an address', async () => {
  const { status, stderr } = await runCommand('watch', '--no-open');
  expect([status, stderr]).toEqual([2, 'Give the address of an app to watch, such as http://127.0.0.1:8000.\n']);
});

test('--help after -- is a value and not a question', async () => {
  const { status, stdout } = await runCommand('decode', '--', '--help');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false });
});
