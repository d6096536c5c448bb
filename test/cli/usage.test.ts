import { expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';
import { startScript } from '../support/script.ts';

test.each([
  ['serve', ['--port', '--ui-port', '--data-dir', '--engine', '--secret', '--secret-file', '--no-open', '--json']],
  ['open', ['--data-dir', '--no-open']],
  ['export', ['--from', '--data-dir', '--format', '--filter', '--session', '--raw', '--out']],
  ['backup', ['--out', '--data-dir']],
  ['decode', ['--secret', '--secret-file', '--name', '--format', '--max-age', '--weak', '--stdin']],
])('%s --help names every option, and does nothing else', async (command, options) => {
  const { status, stdout, stderr } = await runCommand(command, '--help');
  expect([status, stderr]).toEqual([0, '']);
  for (const option of options) expect(stdout).toContain(option);
});

test.each(['start', 'test', 'bench', 'dev'])('npm %s answers --help', { timeout: 90_000 }, async (script) => {
  const { status, stdout } = await startScript(script, '--help').ended;
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm /);
});

test('--help after -- is a value and not a question', async () => {
  const { status, stdout } = await runCommand('decode', '--', '--help');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false });
});
