import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningInspector, runInspector } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

test('gives the five answers of the tutorial, in order, with its exact words', async () => {
  const visitor = new Visitor(running.siteUrl);
  const answers = [];
  for (const path of ['/getsession', '/setsession', '/getsession', '/popsession', '/getsession']) {
    const { status, headers, body } = await visitor.get(path);
    answers.push([path, status, headers['content-type'], body]);
  }
  const html = 'text/html; charset=utf-8';
  expect(answers).toEqual([
    ['/getsession', 200, html, 'Welcome Anonymous'],
    ['/setsession', 200, html, 'The session has been Set'],
    ['/getsession', 200, html, 'Welcome Admin'],
    ['/popsession', 200, html, 'Session Deleted'],
    ['/getsession', 200, html, 'Welcome Anonymous'],
  ]);
});

test('keeps two visitors apart', async () => {
  const [alice, bob] = [new Visitor(running.siteUrl), new Visitor(running.siteUrl)];
  await alice.get('/setsession');
  expect((await alice.get('/getsession')).body).toBe('Welcome Admin');
  expect((await bob.get('/getsession')).body).toBe('Welcome Anonymous');
});

test('sends a cookie with the first value that is set, and none before', async () => {
  const visitor = new Visitor(running.siteUrl);
  expect((await visitor.get('/getsession')).setCookies).toEqual([]);
  expect((await visitor.get('/popsession')).setCookies).toEqual([]);
  const [line, ...others] = (await visitor.get('/setsession')).setCookies;
  expect(line).toMatch(/^inspector\.sid_[0-9a-f]{6}=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(others).toEqual([]);
});

test('popping a missing name is not an error', async () => {
  const reply = await new Visitor(running.siteUrl).get('/popsession');
  expect([reply.status, reply.body]).toEqual([200, 'Session Deleted']);
});

test('popping keeps the other keys and the session', async () => {
  const visitor = new Visitor(running.siteUrl);
  await visitor.set('Theme', 'dark');
  await visitor.get('/setsession');
  const before = visitor.cookieHeader;
  await visitor.get('/popsession');
  expect(await visitor.list()).toEqual({ Theme: 'dark' });
  expect(visitor.cookieHeader).toBe(before);
});

test('a HEAD request does what its GET does, and sends no body', async () => {
  const visitor = new Visitor(running.siteUrl);
  const reply = await visitor.send('HEAD', '/setsession');
  expect([reply.status, reply.body]).toEqual([200, '']);
  expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
});

test.each([
  ['<script>alert("1")</script>', 'Welcome &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
  ["O'Brien & sons", 'Welcome O&#39;Brien &amp; sons'],
  ['&lt;b&gt;', 'Welcome &amp;lt;b&amp;gt;'],
  ['\u202egnp.exe', 'Welcome \u202egnp.exe'],
  ['世界 🌍', 'Welcome 世界 🌍'],
  ['', 'Welcome '],
  [null, 'Welcome null'],
  [false, 'Welcome false'],
  [0, 'Welcome 0'],
  [42.5, 'Welcome 42.5'],
  [['<i>', 1], 'Welcome [&quot;&lt;i&gt;&quot;,1]'],
  [{ a: '<b>' }, 'Welcome {&quot;a&quot;:&quot;&lt;b&gt;&quot;}'],
])('welcomes %j, escaped for HTML', async (value, welcome) => {
  const visitor = new Visitor(running.siteUrl);
  await visitor.set('Username', value);
  expect((await visitor.get('/getsession')).body).toBe(welcome);
});
