/** The store of the package in Express apps of somebody else, over real HTTP. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { Visitor } from '../../support/visitor.ts';
import { environmentOf, installInto } from '../support/npm-package.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../../..');
let folder = '';

test.describe.configure({ mode: 'serial' });
test.skip(process.platform === 'win32', 'the test starts npm as a program, which is a batch file on Windows');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = temporaryFolder();
  cpSync(join(import.meta.dirname, 'apps'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody-elses-app', private: true }));
  await installInto(folder, 'express@5', 'express-session@1', '@types/express@5', '@types/express-session@1');
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs an app and closes it by the end of its input, which is how it closes its store. */
async function withApp(
  { file, nodeMajor = 24, more = [] }: { file: string; nodeMajor?: number; more?: string[] },
  story: (visitor: Visitor, origin: string) => Promise<void>,
) {
  const app = spawn('node', [file, join(folder, 'sessions.db'), ...more], {
    cwd: folder,
    env: await environmentOf(nodeMajor),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(app, 'exit');
  try {
    const [port] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
    await story(new Visitor(`http://127.0.0.1:${port}`), `http://127.0.0.1:${port}`);
  } finally {
    app.stdin.end();
    await exited;
  }
  expect(app.exitCode).toBe(0);
}

test.afterEach(() => {
  for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `sessions.db${ending}`), { force: true });
});

for (const nodeMajor of [22, 24]) {
  test(`counts, regenerates, destroys, and is there after a restart, on Node ${nodeMajor}`, async () => {
    const body = async (visitor: Visitor, path: string) => JSON.parse((await visitor.get(path)).body);
    let cookie = '';
    await withApp({ file: 'express-app.cjs', nodeMajor }, async (visitor, origin) => {
      expect(await body(visitor, '/look')).toMatchObject({ count: null });
      expect(await body(visitor, '/stored')).toEqual([]);
      expect([await body(visitor, '/count'), await body(visitor, '/count')]).toEqual([1, 2]);
      const { sid } = await body(visitor, '/look');
      expect(await body(visitor, '/stored')).toEqual([sid]);
      expect(await body(new Visitor(origin), '/look')).toMatchObject({ count: null });
      const next = await body(visitor, '/regenerate');
      expect(next).not.toBe(sid);
      expect(await body(visitor, '/count')).toBe(1);
      expect(await body(visitor, '/stored')).toEqual([next]);
      await body(visitor, '/destroy');
      expect(await body(visitor, '/stored')).toEqual([]);
      expect(await body(visitor, '/count')).toBe(1);
      cookie = visitor.cookie('connect.sid');
    });
    await withApp({ file: 'express-app.cjs', nodeMajor }, async (visitor) => {
      visitor.plant('connect.sid', cookie);
      expect(await body(visitor, '/count')).toBe(2);
    });
  });
}

test('an expired session is not found, and a request before that moves its expiry', async () => {
  await withApp({ file: 'express-app.cjs', more: ['3000'] }, async (visitor) => {
    await visitor.get('/count');
    const expiryOf = async () => {
      const [line = ''] = (await visitor.get('/look')).setCookies;
      return Date.parse(/Expires=([^;]+)/i.exec(line)?.[1] ?? '');
    };
    const first = await expiryOf();
    await expect.poll(expiryOf).toBeGreaterThan(first);
    const held = visitor.cookie('connect.sid');
    // The clock of the app is real, so the test waits until the session is over.
    await expect
      .poll(async () => JSON.parse((await visitor.get('/stored')).body).length, { intervals: [4_000], timeout: 15_000 })
      .toBe(0);
    visitor.plant('connect.sid', held);
    expect(JSON.parse((await visitor.get('/count')).body)).toBe(1);
  });
});

test('import loads it too, and it extends the Store of the express-session of the app', async () => {
  await withApp({ file: 'express-app.mjs' }, async (visitor) => {
    expect((await visitor.get('/is-a-store')).body).toBe('true');
    expect((await visitor.get('/count')).body).toBe('1');
    expect((await visitor.get('/count')).body).toBe('2');
  });
});

for (const moduleResolution of ['nodenext', 'bundler']) {
  test(`its types fit those of express-session, with moduleResolution ${moduleResolution}`, async () => {
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext';
    const options = ['--noEmit', '--strict', '--esModuleInterop', '--module', module, '--types', ''];
    const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [tsc, ...options, '--moduleResolution', moduleResolution, 'typed-app.ts'], {
      cwd: folder,
    });
  });
}
