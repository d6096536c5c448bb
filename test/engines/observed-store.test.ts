import session, { type SessionData, type Store } from 'express-session';
import { expect, test } from 'vitest';
import { ObservedStore } from '../../server/engines/observed-store.ts';
import { Observation, observe } from '../../server/record/observation.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type PlainSession, promised } from '../support/promised-store.ts';
import { aSession, describeSessionStoreContract } from '../support/session-store-contract.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

const clock = new ManualClock();

describeSessionStoreContract('ObservedStore before ours', () => new ObservedStore(storeOnDisk().store, clock));

/** Runs `act` as a request does, and hands over what was noted of it. */
async function observed(act: () => Promise<unknown>): Promise<Observation> {
  const observation = new Observation(() => 0);
  await new Promise((resolve, reject) => observe(observation, () => act().then(resolve, reject)));
  return observation;
}

/** A store with configurable answers. */
function storeThat(answers: { get?: unknown; fails?: unknown; atOnce?: boolean }): Store {
  const answer = (done: ((error?: unknown, found?: unknown) => void) | undefined, found?: unknown) => {
    const tell = () => done?.(answers.fails ?? null, found);
    if (answers.atOnce) tell();
    else setImmediate(tell);
  };
  class Answering extends session.Store {
    get = (_sid: string, done: (error: unknown, session?: SessionData | null) => void) =>
      answer(done as never, answers.get);
    set = (_sid: string, _session: SessionData, done?: (error?: unknown) => void) => answer(done);
    destroy = (_sid: string, done?: (error?: unknown) => void) => answer(done);
  }
  return new Answering();
}

test('notes each call in order, with its outcome and its duration', async () => {
  const { store } = storeOnDisk();
  const sessions = promised(new ObservedStore(store, clock));
  const { storeOperations } = await observed(async () => {
    await sessions.get('a');
    await sessions.set('a', aSession({ n: 1 }));
    await sessions.get('a');
    await sessions.touch('a', aSession());
    await sessions.destroy('a');
  });
  const cost = (changes: number | null) => ({ microseconds: expect.any(Number), changes });
  const call = { sid: 'a', phase: 'load', atMs: 0, durationMs: 0, outcome: 'ok' };
  expect(storeOperations).toEqual([
    { ...call, op: 'get', outcome: 'not-found', statement: cost(null) },
    { ...call, op: 'set', statement: cost(1) },
    { ...call, op: 'get', statement: cost(null) },
    { ...call, op: 'touch', statement: cost(1) },
    { ...call, op: 'destroy', statement: cost(1) },
  ]);
});

test('the duration is the time from the call to its result', async () => {
  const moving = new ManualClock();
  const store = storeThat({ atOnce: false });
  const { storeOperations } = await observed(async () => {
    const saved = promised(new ObservedStore(store, moving)).set('a', aSession());
    moving.advance(7.5);
    await saved;
  });
  expect(storeOperations).toMatchObject([{ op: 'set', durationMs: 7.5 }]);
});

test('the session before the request is a copy of the loaded one, whatever the handler changes', async () => {
  const { store } = storeOnDisk();
  await promised(store).set('a', aSession({ list: [1] }));
  const observation = await observed(async () => {
    const found = await promised(new ObservedStore(store, clock)).get('a');
    (found as PlainSession & { list: number[] }).list.push(2);
  });
  expect(observation).toMatchObject({ sidBefore: 'a', sessionBefore: { list: [1] } });
});

test('outside of a request no call is recorded, and every call passes through', async () => {
  const { store } = storeOnDisk();
  const sessions = promised(new ObservedStore(store, clock));
  await sessions.set('a', aSession({ n: 1 }));
  expect(await sessions.get('a')).toMatchObject({ n: 1 });
  await sessions.destroy('a');
  expect(await sessions.get('a')).toBeNull();
});

test.each([true, false])(
  'a result is passed on when the store returns it (immediately: %s), and once',
  async (atOnce) => {
    const answers: string[] = [];
    await observed(async () => {
      const store = new ObservedStore(storeThat({ get: aSession(), atOnce }), clock);
      store.get('a', () => answers.push('get'));
      store.set('a', aSession() as never, () => answers.push('set'));
      store.destroy('a', () => answers.push('destroy'));
      answers.push('asked');
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(answers).toEqual(atOnce ? ['get', 'set', 'destroy', 'asked'] : ['asked', 'get', 'set', 'destroy']);
  },
);

test('an error passes through as it is, and is noted with its reason', async () => {
  const failure = new Error('no connection');
  const sessions = promised(new ObservedStore(storeThat({ fails: failure }), clock));
  const { storeOperations } = await observed(async () => {
    for (const act of [() => sessions.get('a'), () => sessions.set('a', aSession()), () => sessions.destroy('a')]) {
      await expect(act()).rejects.toBe(failure);
    }
  });
  expect(storeOperations.map(({ op, outcome, error }) => [op, outcome, error])).toEqual([
    ['get', 'failed', 'no connection'],
    ['set', 'failed', 'no connection'],
    ['destroy', 'failed', 'no connection'],
  ]);
});

test('the error ENOENT means that the session is not there, as express-session reads it', async () => {
  const failure = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  const { storeOperations } = await observed(async () => {
    const sessions = promised(new ObservedStore(storeThat({ fails: failure }), clock));
    await expect(sessions.get('a')).rejects.toBe(failure);
  });
  expect(storeOperations).toMatchObject([{ op: 'get', sid: 'a', outcome: 'not-found' }]);
});

test('it has no touch if the store has none, because express-session checks for it', () => {
  expect(typeof new ObservedStore(storeThat({}), clock).touch).toBe('undefined');
  expect(typeof new ObservedStore(storeOnDisk().store, clock).touch).toBe('function');
});

test('hands on that the store went away and came back', () => {
  const { store } = storeOnDisk();
  const before = new ObservedStore(store, clock);
  const heard: string[] = [];
  before.on('disconnect', () => heard.push('disconnect'));
  before.on('connect', () => heard.push('connect'));
  store.emit('disconnect');
  store.emit('connect');
  expect(heard).toEqual(['disconnect', 'connect']);
});
