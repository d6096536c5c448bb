/** A session is held if a browser's next request would be accepted: one meaning, wherever the window says so. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import type { EngineName, RequestRecord } from '../../server/contract/log-entry.ts';
import type { SessionDrift } from '../../server/contract/session-drift.ts';
import type { SessionPage } from '../../server/contract/session-page.ts';
import type { Verdict } from '../../server/contract/verdict.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';

let running: RunningInspector;
let api: ApiClient;
beforeAll(async () => {
  running = await runInspector({ secrets: ['first secret', 'second secret'] });
  api = await apiClient(running.inspector);
});
afterAll(() => running.stop());

const act = (actorId: string, action: object) => api.tell<ActorState>('actors.act', { actorId, action });
const plant = (actorId: string, value: string) => api.tell<ActorState>('actors.plantCookie', { actorId, value });
const use = async (change: object): Promise<void> => void (await api.tell('settings.change', change));
const set = (actorId: string) => act(actorId, { type: 'set', key: 'Username', value: 'Admin' });
const drift = () => api.ask<SessionDrift>('sessions.drift');

async function heldSids(): Promise<string[]> {
  const { rows } = await api.ask<SessionPage>('sessions.page', { state: 'held' });
  return rows.map(({ sid }) => sid);
}

async function lastRecordOf(actorId: string, count: number): Promise<RequestRecord> {
  return eventually(async () => {
    const records = (await running.requests()).filter(({ actor }) => actor.id === actorId);
    if (records.length < count) throw new Error(`${records.length} of ${count} requests`);
    return records.at(-1) as RequestRecord;
  });
}

async function countOf(actorId: string): Promise<number> {
  return (await running.requests()).filter(({ actor }) => actor.id === actorId).length;
}

/** Changes the last character of a cookie's signature in a way that decodes to other bytes. */
function spoiled(value: string): string {
  const place = value.length - 4;
  return `${value.slice(0, place)}${value[place] === 'x' ? 'y' : 'x'}${value.slice(place + 1)}`;
}

test('a spoiled cookie holds no session: not in the table, not in the drift, not on its browser', async () => {
  await use({ engine: 'server-side' });
  const good = await set('alice');
  const sid = good.sid ?? '';
  expect(good.verdict).toEqual({ kind: 'accepted', sid, secretNumber: 1 });
  expect(await heldSids()).toContain(sid);
  const bad = await plant('alice', spoiled(good.cookieValue ?? ''));
  expect(bad.verdict).toEqual({ kind: 'bad-signature', sid, secretsTried: 2 });
  expect(await heldSids()).not.toContain(sid);
  expect(await drift()).toMatchObject({
    orphanSids: expect.arrayContaining([sid]),
    ghosts: [{ actorId: 'alice', sid, verdict: { kind: 'bad-signature' } }],
  });
  await api.tell('actors.forgetCookies', { actorId: 'alice' });
  expect((await drift()).ghosts).toEqual([]);
});

test('while the other engine is in charge, no session counts as held', async () => {
  await use({ engine: 'server-side' });
  const { sid } = await set('bob');
  expect(await heldSids()).toContain(sid);
  await use({ engine: 'client-side' });
  expect(await heldSids()).toEqual([]);
  await use({ engine: 'server-side' });
  expect(await heldSids()).toContain(sid);
  await api.tell('actors.forgetCookies', { actorId: 'bob' });
});

describe('the verdict on a browser equals the verdict on its next request', () => {
  const changes: readonly [string, (value: string) => string][] = [
    ['as it is', (value) => value],
    ['one character of the signature', spoiled],
    ['cut off', (value) => value.slice(0, value.lastIndexOf('.'))],
    ['empty', () => ''],
    ['quoted', (value) => `"${value}"`],
    ['of another app', () => 'connect.sid'],
    ['an unsigned id', (value) => value.replace(/^s%3A|^s:/, '')],
    ['broken percent-encoding', (value) => `%E0%A4%A${value}`],
  ];

  test.each(['server-side', 'client-side'] as const)('%s, however the cookie is changed', async (engine) => {
    await use({ engine });
    for (const [, change] of changes) await expectSameVerdict('mallory', engine, change);
  });

  test.each(['server-side', 'client-side'] as const)('%s, for any text in place of the cookie', async (engine) => {
    await use({ engine });
    const value = fc.string({ unit: fc.constantFrom('s', ':', '.', 'A', '%', '3', '-', '_', '='), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(value, async (text) => expectSameVerdict('mallory', engine, () => text)),
      { numRuns: 25 },
    );
  });

  async function expectSameVerdict(id: string, engine: EngineName, change: (value: string) => string): Promise<void> {
    await api.tell('actors.forgetCookies', { actorId: id });
    const { cookieValue } = await set(id);
    const { verdict } = await plant(id, change(cookieValue ?? ''));
    const before = await countOf(id);
    await act(id, { type: 'get', key: 'Username' });
    const record = await lastRecordOf(id, before + 1);
    expect([record.engine, record.verdict]).toEqual([engine, verdict]);
  }
});

describe('the window learns of every change of a verdict without a request', () => {
  async function reader(): Promise<LiveReader> {
    const live = await LiveReader.connect(api);
    onTestFinished(() => live.close());
    await eventually(() => expect(live.messages.length).toBeGreaterThan(0));
    return live;
  }
  const told = (live: LiveReader, id: string): Verdict['kind'] | undefined =>
    live
      .of('actors')
      .at(-1)
      ?.actors.find((actor) => actor.id === id)?.verdict.kind;

  test('the end of a session, by the edit of its row', async () => {
    await use({ engine: 'server-side' });
    const { sid } = await set('alice');
    const live = await reader();
    await api.tell('sessions.expire', { sid });
    await eventually(() => expect(told(live, 'alice')).toBe('expired'));
    await api.tell('sessions.destroy', { sid });
    await eventually(() => expect(told(live, 'alice')).toBe('unknown-sid'));
  });

  test('the end of a session, by its time alone', async () => {
    await use({ engine: 'server-side', serverSide: { cookie: { maxAgeMs: 1_500 } } });
    onTestFinished(() => use({ serverSide: { cookie: { maxAgeMs: null } } }));
    const live = await reader();
    expect((await set('bob')).cookieValue).not.toBeNull();
    // The jar drops the cookie with the end that the row has, so nothing is sent any more.
    await eventually(() => expect(told(live, 'bob')).toBe('none'));
  });

  test('the age of a client-side cookie, and a secret that is removed', async () => {
    await use({ engine: 'client-side', clientSide: { permanentLifetimeSeconds: 1 } });
    onTestFinished(() => use({ engine: 'server-side' }));
    await set('alice');
    const live = await reader();
    await eventually(() => expect(told(live, 'alice')).toBe('expired'));
    await use({ clientSide: { permanentLifetimeSeconds: 1_000 } });
    await eventually(() => expect(told(live, 'alice')).toBe('accepted'));
    await api.tell('secrets.remove', { number: 1 });
    await eventually(() => expect(told(live, 'alice')).toBe('bad-signature'));
  });
});
