import { beforeEach, expect, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { EditResult } from '../../server/contract/results.ts';
import type { SessionDrift } from '../../server/contract/session-drift.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';

let running: RunningInspector;
let api: ApiClient;
beforeEach(async () => {
  running = await inspectorForTest({ secrets: ['canary-secret-one', 'secret'] });
  api = await apiClient(running.inspector);
});

const act = (actorId: string, action: object) => api.tell<ActorState>('actors.act', { actorId, action });
const set = async (actorId: string, key: string, value: unknown) => {
  const { sid } = await act(actorId, { type: 'set', key, value });
  return sid ?? '';
};
const list = async (actorId: string) => (await act(actorId, { type: 'list' })).lastAnswer?.text;
const edits = async () => (await running.log()).filter(({ kind }) => kind === 'edit');

test('replacing a session’s data shows on the very next request, and as one edit', async () => {
  const sid = await set('alice', 'a', 1);
  expect(await api.tell<EditResult>('sessions.replace', { sid, data: { b: [2], c: null } })).toEqual({ ok: true });
  expect(await list('alice')).toBe('{"b":[2],"c":null}');
  await eventually(async () =>
    expect(await edits()).toMatchObject([{ sid, action: 'replace', before: { a: 1 }, after: { b: [2], c: null } }]),
  );
});

test('a replacement with one invalid key changes no data', async () => {
  const sid = await set('alice', 'a', 1);
  const refused: [string, string][] = [
    ['{"b":2,"cookie":3}', 'reserved-key'],
    ['{"b":2,"__proto__":{"polluted":true}}', 'reserved-key'],
    ['{"b":2,"":3}', 'empty-key'],
    [`{"b":2,"c":${'['.repeat(65)}1${']'.repeat(65)}}`, 'too-deep'],
  ];
  for (const [data, reason] of refused) {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await api.send('/trpc/sessions.replace', {
      method: 'POST',
      headers,
      body: `{"sid":${JSON.stringify(sid)},"data":${data}}`,
    });
    expect(JSON.parse(reply.body)).toMatchObject({ result: { data: { ok: false, reason } } });
  }
  expect(await list('alice')).toBe('{"a":1}');
  expect(await edits()).toEqual([]);
  expect((await api.mutate('sessions.replace', { sid, data: [1] })).status).toBe(400);
});

test('an expired session is over on the very next request, which says so', async () => {
  const sid = await set('alice', 'a', 1);
  expect(await api.tell<EditResult>('sessions.expire', { sid })).toEqual({ ok: true });
  expect(await list('alice')).toBe('{}');
  await eventually(async () => {
    const last = (await running.requests()).at(-1);
    expect(last?.verdict).toMatchObject({ kind: 'expired', sid });
    expect(await edits()).toMatchObject([{ sid, action: 'expire' }]);
  });
});

test('the history of a session holds its entries only, in pages', async () => {
  const sid = await set('alice', 'a', 1);
  await set('bob', 'a', 1);
  await api.tell('sessions.set', { sid, key: 'a', value: 2 });
  await list('alice');
  await eventually(async () => expect(await running.log()).toHaveLength(4));
  type Page = { entries: LogEntry[]; hasEarlier: boolean };
  const whole = await api.ask<Page>('sessions.history', { sid });
  expect([whole.entries.map(({ kind }) => kind), whole.hasEarlier]).toEqual([['request', 'edit', 'request'], false]);
  const newest = await api.ask<Page>('sessions.history', { sid, limit: 1 });
  expect([newest.entries, newest.hasEarlier]).toEqual([whole.entries.slice(-1), true]);
  const earlier = await api.ask<Page>('sessions.history', { sid, limit: 5, before: newest.entries[0]?.id });
  expect([earlier.entries, earlier.hasEarlier]).toEqual([whole.entries.slice(0, 2), false]);
});

test('the row of a session is shown as in SQLite, also after it has expired', async () => {
  const sid = await set('alice', 'a', 1);
  expect(await api.ask('sessions.row', { sid })).toMatchObject({ sid, data_json: '{"a":1}', cookie_expires: 0 });
  await api.tell('sessions.expire', { sid });
  expect(await api.ask('sessions.row', { sid })).toMatchObject({ sid, cookie_expires: 1 });
  expect(await api.ask('sessions.row', { sid: 'nobody' })).toBeNull();
});

test('drift: sessions without a holder, and cookies without a session', async () => {
  const orphan = await set('alice', 'a', 1);
  await api.tell('actors.forgetCookies', { actorId: 'alice' });
  const ghost = await set('bob', 'a', 1);
  await api.tell('sessions.destroy', { sid: ghost });
  await set('mallory', 'a', 1);
  expect(await api.ask<SessionDrift>('sessions.drift')).toMatchObject({
    orphanSids: [orphan],
    orphanCount: 1,
    ghosts: [{ actorId: 'bob', sid: ghost }],
    expiredCount: 0,
  });
});

test('the state of the secrets contains their number and length, but not their text', async () => {
  const reply = await api.query('secrets.state');
  expect(JSON.parse(reply.body)).toMatchObject({
    result: {
      data: {
        secrets: [
          { characters: 17, isWeak: false },
          { characters: 6, isWeak: true },
        ],
        areGiven: true,
      },
    },
  });
  expect(reply.body).not.toContain('canary');
});

test('the site’s secrets verify and sign in the workbench without being revealed', async () => {
  const payload = { hello: 'world' };
  const signed = await api.mutate('cookies.sign', { format: 'flask', payload, secret: { siteSecret: 1 } });
  const { value } = (JSON.parse(signed.body) as { result: { data: { value: string } } }).result.data;
  const decoded = await api.mutate('cookies.decode', { text: `session=${value}` });
  expect(JSON.parse(decoded.body)).toMatchObject({
    result: { data: { decoded: { format: 'flask', valid: true, payload } } },
  });
  expect(signed.body + decoded.body).not.toContain('canary');
  expect((await api.mutate('cookies.sign', { format: 'flask', payload, secret: { siteSecret: 3 } })).status).toBe(404);
  expect((await api.mutate('cookies.sign', { format: 'flask', payload, secret: { siteSecret: 0 } })).status).toBe(400);
});
