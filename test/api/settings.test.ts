import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../server/contract/settings.ts';
import type { SecretsState } from '../../server/contract/workbench.ts';
import { signFlask } from '../../server/cookie/flask/flask-cookie.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { freePort } from '../support/free-port.ts';
import { send } from '../support/http.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';

/** One start of the inspector on a folder; `again` is the next one. */
async function startOn(dataDir: string, options: Parameters<typeof inspectorForTest>[0] = {}) {
  const running = await inspectorForTest({ ...options, dataDir });
  return { running, api: await apiClient(running.inspector) };
}

const notices = async (running: RunningInspector) =>
  (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));

describe('settings', () => {
  test('are there again after a restart, from a file of mode 0600', async () => {
    const dataDir = tempDir();
    const first = await startOn(dataDir);
    await first.api.tell<Settings>('settings.change', {
      engine: 'client-side',
      theme: 'dark',
      language: 'zh-CN',
      recording: false,
      idleLimitMs: 60_000,
      retention: { maxEntries: 1000, maxBytes: 2 ** 21, maxAgeMs: 3_600_000 },
      serverSide: { rolling: true, cookie: { sameSite: 'none' } },
    });
    const before = first.running.inspector.settings.current;
    await first.running.stop();
    expect(modeOf(join(dataDir, 'settings.json'))).toBe('600');

    const second = await startOn(dataDir);
    expect(second.running.inspector.settings.current).toEqual(before);
    const visitor = new Visitor(second.running.siteUrl);
    expect((await visitor.get('/setsession')).setCookies[0]).toMatch(/^inspector\.session_[0-9a-f]{6}=/);
  });

  test('a setting out of bounds is refused, and the others stay', async () => {
    const { running, api } = await startOn(tempDir());
    const before = running.inspector.settings.current;
    for (const change of [
      { idleLimitMs: 0 },
      { retention: { maxBytes: 10 } },
      { port: 70_000 },
      { theme: 'pink' },
      { language: 'tlh' },
      { layout: { '../x': '1' } },
      { layout: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`n${n}`, ''])) },
    ]) {
      expect((await api.mutate('settings.change', change)).status).toBe(400);
    }
    expect(running.inspector.settings.current).toEqual(before);
  });

  test('from a damaged file begin with their defaults; the file is kept, and the log says so', async () => {
    const dataDir = tempDir();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'settings.json'), '{"theme":');
    const { running } = await startOn(dataDir);
    const notice = await eventually(async () => {
      const [first] = await notices(running);
      expect(first).toMatchObject({ code: 'settings-unreadable', dropped: [] });
      return first;
    });
    const aside = notice?.code === 'settings-unreadable' ? notice.keptAside : null;
    expect(readFileSync(aside ?? '', 'utf8')).toBe('{"theme":');
    expect(running.lines.join('\n')).toContain('The settings could not be read, so the defaults are used.');
    expect(running.inspector.settings.current.theme).toBe('system');
  });

  test('settings that cannot be saved apply to this run, and the log says so', async () => {
    const dataDir = tempDir();
    const { running, api } = await startOn(dataDir);
    mkdirSync(join(dataDir, 'settings.json.new'));
    await api.tell('settings.change', { theme: 'dark' });
    expect(running.inspector.settings.current.theme).toBe('dark');
    await eventually(async () =>
      expect(await notices(running)).toContainEqual(expect.objectContaining({ code: 'settings-not-kept' })),
    );
    expect(existsSync(join(dataDir, 'settings.json'))).toBe(false);
  });
});

describe('the port', () => {
  test('can be changed while the site runs: sessions go on, the log says so', async () => {
    const dataDir = tempDir();
    const { running, api } = await startOn(dataDir);
    const free = await freePort();
    const visitor = new Visitor(running.siteUrl);
    await visitor.get('/setsession');
    await api.tell('settings.change', { port: free });
    await eventually(() => expect(running.inspector.site.port).toBe(free));
    const moved = await send(running.inspector.site.url, '/getsession', { headers: { Cookie: visitor.cookieHeader } });
    expect(moved.body).toContain('Welcome Admin');
    await eventually(async () => expect(await notices(running)).toContainEqual({ code: 'site-moved', port: free }));
    await running.stop();

    const again = await startOn(dataDir, { port: undefined });
    expect(again.running.inspector.site.wantedPort).toBe(free);
  });
});

describe('the signing secrets', () => {
  test('can be rotated under both engines: the new one signs, the old one still verifies', async () => {
    const { running, api } = await startOn(tempDir());
    for (const engine of ['server-side', 'client-side'] as const) {
      await api.tell('settings.change', { engine });
      const visitor = new Visitor(running.siteUrl);
      await visitor.get('/setsession');
      const state = await api.tell<SecretsState>('secrets.rotate');
      await visitor.get('/getsession');
      await visitor.get('/setsession?Username=Other');
      const stranger = new Visitor(running.siteUrl);
      await stranger.get('/setsession');
      await stranger.get('/getsession');
      const verdicts = await eventually(async () => {
        const requests = (await running.requests()).filter((request) => request.engine === engine);
        expect(requests).toHaveLength(5);
        return requests.map(({ verdict }) =>
          'secretNumber' in verdict ? [verdict.kind, verdict.secretNumber] : verdict.kind,
        );
      });
      expect(verdicts).toEqual(['none', ['accepted', 2], ['accepted', 2], 'none', ['accepted', 1]]);
      expect(state.secrets).toHaveLength(engine === 'server-side' ? 2 : 3);
    }
  });

  test('a removed secret verifies no cookies any more', async () => {
    const { running, api } = await startOn(tempDir());
    const visitor = new Visitor(running.siteUrl);
    await visitor.get('/setsession');
    await api.tell('secrets.rotate');
    await api.tell('secrets.remove', { number: 2 });
    expect((await visitor.get('/getsession')).body).toContain('Anonymous');
    await eventually(async () => {
      expect((await running.requests()).at(-1)?.verdict).toMatchObject({ kind: 'bad-signature', secretsTried: 1 });
      expect(await notices(running)).toEqual([
        { code: 'secrets-changed', change: 'rotated', count: 2 },
        { code: 'secrets-changed', change: 'removed', count: 1 },
      ]);
    });
  });

  test('sign in the order they are moved to', async () => {
    const { running, api } = await startOn(tempDir(), { secrets: ['first', 'second'] });
    await api.tell('settings.change', { engine: 'client-side' });
    await api.tell('secrets.move', { from: 2, to: 1 });
    const answer = await new Visitor(running.siteUrl).get('/setsession');
    const value = /^inspector\.session_[0-9a-f]{6}=([^;]*)/.exec(answer.setCookies[0] ?? '')?.[1] ?? '';
    const seconds = value.split('.')[1] ?? '';
    const signedAt = Buffer.from(seconds, 'base64url').readUIntBE(0, 4);
    expect(value).toBe(signFlask({ Username: 'Admin' }, ['second'], signedAt));
  });

  test('secrets are revealed one by one, only by POST, and never with the state', async () => {
    const { api } = await startOn(tempDir(), { secrets: ['a secret of mine', 'dev'] });
    const state = await api.ask<SecretsState>('secrets.state');
    expect(JSON.stringify(state)).not.toContain('a secret of mine');
    expect(state).toMatchObject({ areGiven: true, secrets: [{ characters: 16, isWeak: false }, { isWeak: true }] });
    expect(await api.tell('secrets.reveal', { number: 1 })).toEqual({ text: 'a secret of mine' });
    expect((await api.query('secrets.reveal', { number: 1 })).status).toBe(405);
    expect((await api.mutate('secrets.reveal', { number: 3 })).status).toBe(404);
  });

  test('are there again after a restart, in their order', async () => {
    const dataDir = tempDir();
    const first = await startOn(dataDir);
    const { secrets } = await first.api.tell<SecretsState>('secrets.rotate');
    await first.running.stop();
    const second = await startOn(dataDir);
    expect((await second.api.ask<SecretsState>('secrets.state')).secrets).toEqual(secrets);
  });
});

test('the page contains the choices that it needs before its first paint, and none if they follow the system', async () => {
  const { running, api } = await startOn(tempDir());
  writeFileSync(join(running.uiDir, 'index.html'), '<!doctype html><html lang="en"><title>t</title></html>');
  const page = async () => (await api.send('/')).body;
  expect(await page()).toContain('<html data-open-command="npm run open" lang="en">');
  await api.tell('settings.change', { theme: 'dark', contrast: 'more', language: 'zh-CN' });
  expect(await page()).toContain(
    '<html data-theme="dark" data-contrast="more" data-language="zh-CN" data-open-command="npm run open" lang="en">',
  );
});

test('the data folder reports its size on the disk', async () => {
  const { running, api } = await startOn(tempDir());
  const before = await api.ask<{ folderBytes: number }>('data.usage');
  writeFileSync(join(running.dataDir, 'more'), 'x'.repeat(100_000));
  const after = await api.ask<{ folderBytes: number }>('data.usage');
  expect(before.folderBytes).toBeGreaterThan(10_000);
  expect(after.folderBytes - before.folderBytes).toBeGreaterThanOrEqual(100_000);
});
