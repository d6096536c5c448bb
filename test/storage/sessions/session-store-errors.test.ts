import type { Store } from 'express-session';
import { expect, test } from 'vitest';
import { systemClock } from '../../../server/base/clock.ts';
import { createSessionList } from '../../../server/storage/sessions/session-list.ts';
import { SqliteSessionStore } from '../../../server/storage/sessions/session-store.ts';
import { nextUncaught } from '../../support/next-uncaught.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

type Method = 'get' | 'set' | 'touch' | 'destroy' | 'clear' | 'length' | 'all';
type Answer = [error?: unknown, value?: unknown];

const call: Record<Method, (store: Store, done?: (...answer: Answer) => void) => void> = {
  get: (store, done) => store.get('a', done as never),
  set: (store, done) => store.set('a', aSession() as never, done),
  touch: (store, done) => store.touch?.('a', aSession() as never, done as never),
  destroy: (store, done) => store.destroy('a', done),
  clear: (store, done) => store.clear?.(done),
  length: (store, done) => store.length?.(done as never),
  all: (store, done) => store.all?.(done as never),
};
const methods = Object.keys(call) as Method[];
const writers: Method[] = ['set', 'touch', 'destroy', 'clear'];

/** Everything a method answers, however late. */
async function answersOf(store: Store, method: Method): Promise<Answer[]> {
  const answers: Answer[] = [];
  call[method](store, (...answer) => answers.push(answer));
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
  return answers;
}

test.each(methods)('S14, S15: %s on a closed database answers once, with the error', async (method) => {
  const { store, database } = storeOnDisk();
  database.close();
  expect(await answersOf(store, method)).toEqual([
    [expect.objectContaining({ message: expect.stringContaining('not open') })],
  ]);
});

test.each(writers)('S12, S15: %s without a callback on a closed database throws nothing', async (method) => {
  const { store, database } = storeOnDisk();
  database.close();
  expect(() => call[method](store)).not.toThrow();
  await new Promise((resolve) => setImmediate(resolve));
});

test.each([
  ['set', 'INSERT'],
  ['touch', 'UPDATE'],
  ['destroy', 'DELETE'],
  ['clear', 'DELETE'],
] as const)('S14, S15: %s that the database refuses answers once, with the reason', async (method, statement) => {
  const { store, database } = storeOnDisk();
  await answersOf(store, 'set');
  database.exec(
    `CREATE TRIGGER refuse BEFORE ${statement} ON sessions BEGIN SELECT RAISE(ABORT, 'refused by a trigger'); END`,
  );
  expect(await answersOf(store, method)).toEqual([[expect.objectContaining({ message: 'refused by a trigger' })]]);
});

test.each(methods)('S14, S15: %s without its table answers once, with the reason', async (method) => {
  const { store, database } = storeOnDisk();
  database.exec('DROP TABLE sessions');
  expect(await answersOf(store, method)).toEqual([
    [expect.objectContaining({ message: expect.stringContaining('no such table') })],
  ]);
});

test.each(["UPDATE sessions SET data_json = '{'", "UPDATE sessions SET cookie_json = '{'"])(
  'S14, S15: get of a row that cannot be read answers once, with an error in words; all leaves it out (%s)',
  async (damage) => {
    const { store, database } = storeOnDisk();
    await answersOf(store, 'set');
    database.exec(damage);
    const message = expect.stringMatching(/^The stored session cannot be read \((data|cookie)\)\. Destroy it/);
    expect(await answersOf(store, 'get')).toEqual([[expect.objectContaining({ code: 'session-unreadable', message })]]);
    expect(await answersOf(store, 'all')).toEqual([[null, {}]]);
  },
);

test.each([
  ['a circle', circular()],
  ['a BigInt', { n: 1n }],
  ['a nesting of 20,000 levels', { deep: nested(20_000) }],
  ['a toJSON that throws', { bad: { toJSON: () => JSON.parse('{') } }],
])('S14, S15: a session with %s is refused with an error, once', async (_, data) => {
  const { store } = storeOnDisk();
  const answers: unknown[] = [];
  store.set('a', aSession(data) as never, (error) => answers.push(error));
  expect(answers).toEqual([]);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(answers).toEqual([expect.any(Error)]);
});

test.each([
  ['null', null, 'A session must be an object'],
  ['undefined', undefined, 'A session must be an object'],
  ['a text', 'session', 'A session must be an object'],
  ['a session whose cookie is a text', { cookie: 'a=b' }, 'The cookie of a session must be an object'],
  ['a session whose cookie is null', { cookie: null }, 'The cookie of a session must be an object'],
  [
    'a session whose expiry is no text of a date',
    { cookie: { expires: 'soon' } },
    'The expiry of the cookie of a session must be a date',
  ],
])('S14, S15: %s is refused in words, on set and on touch', async (_, session, message) => {
  const { store } = storeOnDisk();
  await answersOf(store, 'set');
  for (const method of ['set', 'touch'] as const) {
    const answers: unknown[] = [];
    store[method]('a', session as never, ((error: unknown) => answers.push(error)) as never);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(answers).toEqual([new TypeError(message)]);
  }
});

test('S5: a session without a cookie is kept as it is, as in MemoryStore, and the list of sessions shows it', async () => {
  const { store, database } = storeOnDisk();
  const sessions = promised(store);
  await sessions.set('a', { foo: 'bar' } as never);
  expect(await sessions.get('a')).toEqual({ foo: 'bar' });
  await sessions.touch('a', {} as never);
  expect(await sessions.all()).toEqual({ a: { foo: 'bar' } });
  const list = createSessionList(database);
  expect(list.find('a', Date.now())).toMatchObject({ data: { foo: 'bar' }, cookie: { expiresAtMs: null, path: '/' } });
});

test('S34: an invalid Date as expiry counts as absent, as in JSON: the session ends with the browser', async () => {
  const { store } = storeOnDisk();
  const sessions = promised(store);
  await sessions.set('a', aSession({}, { expires: new Date(Number.NaN) }));
  expect(await sessions.get('a')).toMatchObject({ cookie: { expires: null } });
});

test.each([
  ['get', null],
  ['set', expect.any(TypeError)],
  ['touch', null],
  ['destroy', null],
] as const)('S14, S15: %s of a sid that is no text throws nothing, and is answered once', async (method, expected) => {
  const { store } = storeOnDisk();
  for (const sid of [undefined, null, 7, { toString: () => 'a' }]) {
    const errors: unknown[] = [];
    const done = (error?: unknown) => errors.push(error ?? null);
    if (method === 'set' || method === 'touch') store[method](sid as never, aSession() as never, done);
    else store[method](sid as never, done);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toEqual([expected]);
  }
});

test('S14: a listener of changes that throws keeps no caller from its answer', async () => {
  const { database, queue } = storeOnDisk();
  const surfaced = nextUncaught();
  const store = new SqliteSessionStore({
    database,
    queue,
    clock: systemClock,
    idleLimitMs: () => 60_000,
    publish: () => {
      throw new Error('thrown by a listener');
    },
  });
  expect(await answersOf(store, 'set')).toEqual([[undefined, expect.objectContaining({ changes: 1 })]]);
  expect(await surfaced).toEqual(new Error('thrown by a listener'));
});

function circular(): object {
  const circle: { self?: object } = {};
  circle.self = circle;
  return circle;
}

function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { value };
  return value;
}
