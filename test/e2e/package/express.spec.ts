/** session-inspector/express of the package in Express apps of somebody else, with the inspector of the package. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import type { StorePage, StoreRowSummary } from '../../../server/contract/store-list.ts';
import { accessBy } from '../../support/door-token.ts';
import { Visitor } from '../../support/visitor.ts';
import { environmentOf, installInto } from '../support/npm-package.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../../..');
let folder = '';
let env: NodeJS.ProcessEnv = {};

test.skip(process.platform === 'win32', 'the test starts npm as a program, which is a batch file on Windows');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = temporaryFolder();
  cpSync(join(import.meta.dirname, 'apps'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody-elses-app', private: true }));
  await installInto(
    folder,
    'express@5',
    'express4@npm:express@4',
    'express-session@1',
    '@types/express@5',
    '@types/express-session@1',
  );
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the folder until the story ends. Its first line on stdout is given to the story. */
async function withProgram(argv: string[], more: NodeJS.ProcessEnv, story: (line: string) => Promise<void>) {
  const program = spawn('node', argv, { cwd: folder, env: { ...env, ...more }, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(program, 'exit');
  try {
    const [line] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
    await story(line);
  } finally {
    program.stdin.end();
    if (argv[0]?.includes('session-inspector') === true) program.kill();
    await exited;
  }
}

const walk = ['/count', '/count', '/static', '/login', '/count', '/logout', '/count'];

async function answers(origin: string): Promise<unknown[]> {
  const visitor = new Visitor(origin);
  const all: unknown[] = [];
  for (const path of walk) {
    const { status, body, setCookies } = await visitor.get(path);
    all.push([path, status, body, setCookies.length]);
  }
  return all;
}

for (const nodeMajor of [22, 24]) {
  for (const express of ['express4', 'express']) {
    for (const file of ['inspected-app.cjs', 'inspected-app.mjs']) {
      test(`${file} on ${express} and Node ${nodeMajor}: the same answers, and rows with the decisions`, async () => {
        env = await environmentOf(nodeMajor);
        const dataDir = temporaryFolder();
        const telling = { SESSION_INSPECTOR_DATA_DIR: dataDir };
        await withProgram([file, express], telling, async (port) => {
          const inspector = join(folder, 'node_modules', 'session-inspector', 'bin', 'session-inspector.cjs');
          const options = ['--data-dir', dataDir, '--port', '0', '--ui-port', '0', '--no-open', '--json'];
          const alone = await answers(`http://127.0.0.1:${port}`);
          const argv = [inspector, 'serve', ...options, '--watch', `http://127.0.0.1:${port}`];
          await withProgram(argv, {}, async (ready) => {
            const { watching, inspector: link } = JSON.parse(ready) as {
              readonly watching: { open: string; name: string }[];
              readonly inspector: string;
            };
            const [{ open, name }] = watching as [{ open: string; name: string }];
            // The app looks for an inspector once a second.
            const look = async () => {
              await new Visitor(open).get('/count');
              return (await rows(dataDir, name)).map(({ evidence }) => evidence?.inside?.state);
            };
            await expect.poll(look, { timeout: 30_000 }).toContain('told');
            expect(await answers(open)).toEqual(alone);
            const last = async () => (await rows(dataDir, name)).slice(-walk.length);
            await expect
              .poll(async () => (await last()).map(({ evidence }) => evidence?.inside?.state))
              .toEqual(walk.map((path) => (path === '/static' ? 'unhandled' : 'told')));
            const [first, second] = await last();
            expect(first?.decision.map(({ rule }) => rule)).toContain('cookie-new-modified');
            expect(second?.storeOperations.map(({ op }) => op)).toEqual(['get', 'set']);
            expect([second?.sessionBefore, second?.sessionAfter]).toEqual([{ count: 1 }, { count: 2 }]);
            const sid = second?.sidAfter ?? '';
            const rowsOf = await lookInStore(link, sid);
            // The walk logs out and counts once more, so the session of the second request has ended.
            await expect.poll(async () => (await rowsOf()).map(({ state }) => state)).toEqual(['gone']);
          });
        });
        rmSync(dataDir, { recursive: true, force: true });
      });
    }
  }
}

/** Asks for the rows of the store in the memory of the app that belong to a session. */
async function lookInStore(link: string, sid: string): Promise<() => Promise<readonly StoreRowSummary[]>> {
  const { origin, token } = await accessBy(link);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const list = await fetch(`${origin}/trpc/watch.list`, { headers });
  const [app] = ((await list.json()) as { result: { data: { id: string }[] } }).result.data;
  return async () => {
    const body = JSON.stringify({ text: sid });
    const answer = await fetch(`${origin}/workspaces/${app?.id}/trpc/store.page`, { method: 'POST', headers, body });
    const { data } = ((await answer.json()) as { result: { data: StorePage } }).result;
    if (data.state !== 'page') throw new Error(`the answer is ${JSON.stringify(data)}`);
    return data.rows;
  };
}

/** The rows of the watched app, as the command of the package exports them. */
async function rows(dataDir: string, name: string): Promise<RequestRecord[]> {
  const inspector = join(folder, 'node_modules', 'session-inspector', 'bin', 'session-inspector.cjs');
  const { stdout } = await run(
    'node',
    [inspector, 'export', '--data-dir', dataDir, '--app', name, '--format', 'ndjson', '--raw'],
    {
      cwd: folder,
      env,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RequestRecord]))
    .filter(({ kind }) => kind === 'request');
}

test('its types fit those of express-session', async () => {
  const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', '--strict', '--esModuleInterop', '--module', 'nodenext', '--types', ''];
  await run(process.execPath, [tsc, ...options, 'typed-inspected-app.ts'], { cwd: folder });
});
