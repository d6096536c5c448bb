import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { serve, startCommand } from '../support/command.ts';
import { crashCycles, kill, storedAfter } from '../support/crash-cycles.ts';
import { send } from '../support/http.ts';
import { tempDir } from '../support/temp-dir.ts';

/** For a night: node test/bench/crash.ts 200. */
const cycles = 10;

test('1: every write that was answered before a kill -9 exists after it, and the log shows the gap', async () => {
  const dataDir = join(tempDir(), 'data');
  const figures = await crashCycles({ dataDir, cycles, serve: () => serve(dataDir) });
  expect(figures.answered).toBeGreaterThanOrEqual(cycles * 8 * 2);
  // A kill may cost the records of some milliseconds: about the last answer of each of the eight clients.
  expect(figures.withoutRecord).toBeLessThanOrEqual(cycles * 8);
});

test('1: a kill -9 at any moment of the start leaves a folder that the next start opens', async () => {
  const dataDir = join(tempDir(), 'data');
  for (let round = 0; round < 6; round++) {
    const starting = startCommand('serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir);
    const ready = once(starting.process.stdout, 'data');
    // The last moments before it is ready are those in which it makes its files.
    await Promise.race([ready, sleep(150 + Math.random() * 450)]);
    await kill(starting);
  }
  const running = await serve(dataDir);
  onTestFinished(() => kill(running));
  // What a start leaves half-made was never in the place of the database.
  expect(running.stderr()).not.toContain('was kept as');
  const { setCookies } = await send(running.ready.site, '/setsession');
  const Cookie = setCookies[0]?.split(';')[0] ?? '';
  expect((await send(running.ready.site, '/getsession', { headers: { Cookie } })).body).toBe('Welcome Admin');
  expect(storedAfter(dataDir, 0).integrity).toBe('ok');
});
