/** One browser, one host, several programs: cookies ignore ports. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EngineName } from '../../server/contract/log-entry.ts';
import { settingsSchema } from '../../server/contract/settings.ts';
import { cookieNamesOf, defaultCookieNames, otherCookieNameBeside } from '../../server/engines/cookie-names.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

const engines = ['server-side', 'client-side'] as const;

/** A browser that visits several sites of one host with one jar. */
function browser() {
  const jar = new Map<string, string>();
  return {
    jar,
    async get(site: RunningInspector, path: string): Promise<string> {
      const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply = await new Visitor(site.siteUrl).send('GET', path, { headers: Cookie === '' ? {} : { Cookie } });
      for (const line of reply.setCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      return reply.body;
    },
  };
}

describe.each(engines)('two inspectors in one browser (%s)', (engine) => {
  test('that want the same port do not end each other’s sessions', async () => {
    const first = await inspectorForTest({ engine, port: await freePort() });
    const second = await inspectorForTest({ engine, port: first.port });
    expect(second.port).not.toBe(first.port);
    const visitor = browser();
    for (const [site, path] of [
      [first, '/setsession'],
      [second, '/setsession'],
    ] as const) {
      await visitor.get(site, path);
    }
    expect(await visitor.get(first, '/getsession')).toBe('Welcome Admin');
    expect(await visitor.get(second, '/getsession')).toBe('Welcome Admin');
    await visitor.get(second, '/popsession');
    expect(await visitor.get(first, '/getsession')).toBe('Welcome Admin');
    expect(await visitor.get(second, '/getsession')).toBe('Welcome Anonymous');
    expect([...visitor.jar.keys()]).toEqual([
      first.inspector.site.cookieNames[engine],
      first.cookieNames[engine].replace(String(first.port), String(second.port)),
    ]);
  });

  test('with their configured ports do not end each other’s sessions', async () => {
    const first = await inspectorForTest({ engine, port: await freePort() });
    const second = await inspectorForTest({ engine, port: await freePort() });
    const visitor = browser();
    for (const site of [first, second]) await visitor.get(site, '/setsession');
    expect([await visitor.get(first, '/getsession'), await visitor.get(second, '/getsession')]).toEqual([
      'Welcome Admin',
      'Welcome Admin',
    ]);
    expect(first.inspector.site.cookieNames[engine]).toMatch(new RegExp(`_${first.port}$`));
  });

  test('at any port do not end each other’s sessions, and their own go on after a new start', async () => {
    const first = await inspectorForTest({ engine });
    const second = await inspectorForTest({ engine });
    const visitor = browser();
    for (const site of [first, second]) await visitor.get(site, '/setsession');
    await visitor.get(second, '/popsession');
    expect(await visitor.get(first, '/getsession')).toBe('Welcome Admin');
    expect(await visitor.get(second, '/getsession')).toBe('Welcome Anonymous');
    expect([...visitor.jar.keys()]).toEqual([first.cookieNames[engine], second.cookieNames[engine]]);
    await first.inspector.close();
    const again = await inspectorForTest({ engine, dataDir: first.dataDir });
    expect(await visitor.get(again, '/getsession')).toBe('Welcome Admin');
  });

  test('can be given different names, which apply from the next request on', async () => {
    const first = await inspectorForTest({ engine });
    const second = await inspectorForTest({ engine });
    const same =
      engine === 'server-side' ? { serverSide: { name: 'same.sid' } } : { clientSide: { cookieName: 'same.sid' } };
    for (const site of [first, second]) await (await apiClient(site.inspector)).tell('settings.change', same);
    const visitor = browser();
    await visitor.get(first, '/setsession');
    await visitor.get(second, '/setsession');
    expect(await visitor.get(first, '/getsession')).toBe('Welcome Anonymous');

    const api = await apiClient(second.inspector);
    const change =
      engine === 'server-side' ? { serverSide: { name: 'other.sid' } } : { clientSide: { cookieName: 'other.sid' } };
    await api.tell('settings.change', change);
    expect(second.inspector.site.cookieNames[engine]).toBe('other.sid');
    await visitor.get(first, '/setsession');
    await visitor.get(second, '/setsession');
    expect(await visitor.get(first, '/getsession')).toBe('Welcome Admin');
    expect(await visitor.get(second, '/getsession')).toBe('Welcome Admin');
    expect(await visitor.get(second, '/')).toContain('other.sid');
  });
});

describe.each(engines)('a name of the user’s own (%s)', (engine) => {
  const change = (name: string | null) =>
    engine === 'server-side' ? { serverSide: { name } } : { clientSide: { cookieName: name } };

  test('is reported in the log and to every window, and used by the simulated browsers', async () => {
    const running = await inspectorForTest({ engine });
    const api = await apiClient(running.inspector);
    const reader = await LiveReader.connect(api);
    onTestFinished(() => reader.close());
    const act = (action: object) =>
      api.tell<{ lastAnswer: { text: string } | null }>('actors.act', { actorId: 'alice', action });
    await act({ type: 'set', key: 'Username', value: 'Admin' });
    await api.tell('settings.change', change('my.sid'));
    expect((await act({ type: 'get', key: 'Username' })).lastAnswer?.text).toBe('Welcome Anonymous');
    await act({ type: 'set', key: 'Username', value: 'Admin' });
    expect((await act({ type: 'get', key: 'Username' })).lastAnswer?.text).toBe('Welcome Admin');
    await eventually(async () => {
      const requests = await running.requests();
      expect(requests.map(({ cookieName }) => cookieName)).toEqual([
        expect.not.stringMatching(/^my/),
        'my.sid',
        'my.sid',
        'my.sid',
      ]);
      expect(requests.at(-1)?.verdict.kind).toBe('accepted');
      expect((await running.log()).map((entry) => entry.kind === 'notice' && entry.notice)).toContainEqual({
        code: 'cookie-renamed',
        engine,
        name: 'my.sid',
      });
      const site = reader.of('snapshot').at(-1)?.site;
      expect([site?.cookieNames[engine], site?.defaultCookieNames[engine]]).toEqual([
        'my.sid',
        expect.not.stringMatching(/^my/),
      ]);
    });
    await api.tell('settings.change', change(null));
    expect((await act({ type: 'get', key: 'Username' })).lastAnswer?.text).toBe('Welcome Admin');
  });

  test('is kept for the next start', async () => {
    const running = await inspectorForTest({ engine });
    await (await apiClient(running.inspector)).tell('settings.change', change('my.sid'));
    await running.inspector.close();
    const again = await inspectorForTest({ dataDir: running.dataDir });
    expect(again.inspector.site.cookieNames[engine]).toBe('my.sid');
  });

  test.each(['', 'a b', 'a;b', 'a=b', 'a\r\nSet-Cookie: x', 'é', 'x'.repeat(101)])(
    'that no cookie can have is refused (%j)',
    async (name) => {
      const running = await inspectorForTest();
      expect((await (await apiClient(running.inspector)).mutate('settings.change', change(name))).status).toBe(400);
    },
  );
});

test('a site that moves keeps the names of its start, so sessions go on', async () => {
  const running = await inspectorForTest();
  const { cookieNames } = running.inspector.site;
  await (await apiClient(running.inspector)).tell('settings.change', { port: running.port + 1 });
  await eventually(() => expect(running.inspector.site.port).not.toBe(running.port));
  expect(running.inspector.site.cookieNames).toEqual(cookieNames);
});

describe('the names', () => {
  const options = settingsSchema.parse({});

  const folder = '/home/ada/.local/share/session-inspector';

  test.each<[number, number, Record<EngineName, string>]>([
    [5000, 5000, { 'server-side': 'inspector.sid', 'client-side': 'inspector.session' }],
    [8080, 8080, { 'server-side': 'inspector.sid_8080', 'client-side': 'inspector.session_8080' }],
    [38_751, 0, { 'server-side': 'inspector.sid_e8db17', 'client-side': 'inspector.session_e8db17' }],
    [5001, 5000, { 'server-side': 'inspector.sid_5001', 'client-side': 'inspector.session_5001' }],
  ])('at port %d where %d was wanted', (port, wantedPort, names) => {
    const defaults = defaultCookieNames({ port, wantedPort, folder });
    expect(defaults).toEqual(names);
    expect(cookieNamesOf(defaults, options)).toEqual(names);
  });

  test('of the two engines are known from one another', () => {
    expect(otherCookieNameBeside('inspector.sid')).toBe('inspector.session');
    expect(otherCookieNameBeside('inspector.session_5001')).toBe('inspector.sid_5001');
    expect(otherCookieNameBeside('inspector.sid_c0ffee')).toBe('inspector.session_c0ffee');
    // In files of the first release.
    expect(otherCookieNameBeside('session')).toBe('inspector.sid');
    expect(otherCookieNameBeside('session_5001')).toBe('inspector.sid_5001');
    for (const name of ['connect.sid', 'sessionid', 'session_x', '']) expect(otherCookieNameBeside(name)).toBeNull();
  });
});
