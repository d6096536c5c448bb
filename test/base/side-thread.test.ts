import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';

const program = new URL('../fixtures/threads/beside-odd-thread.ts', import.meta.url).pathname;

/** A process beside such a thread, to its own end. */
function runBeside(...argv: string[]): Promise<{ status: number | null; lines: string[] }> {
  const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, lines: stdout.split('\n').slice(0, -1) }));
  });
}

const ways = [
  'fails at its start',
  'fails at an order',
  'fails without being waited for',
  'waits for orders and never ends',
  'never looks at its orders',
  'ends by itself',
];

test.each(ways)('a process ends beside a thread that %s', async (way) => {
  expect((await runBeside(way)).status).toBe(0);
});

test.each(ways.slice(0, 3))('a thread that %s reports its error with the code', async (way) => {
  expect(await runBeside(way, '20000')).toEqual({ status: 0, lines: ['as SQLite says SQLITE_CORRUPT', 'over'] });
});

test.each(ways.slice(3))('a thread that %s can be ended', async (way) => {
  expect(await runBeside(way, '200')).toEqual({ status: 0, lines: ['no error', 'over'] });
});
