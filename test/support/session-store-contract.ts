import { EventEmitter } from 'node:events';
import session, { type Store } from 'express-session';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { type PlainSession, type PromisedStore, promised } from './promised-store.ts';

/** Its types do not show that it takes options. */
const Cookie = session.Cookie as unknown as new (options: object) => PlainSession['cookie'];

/** A session as the middleware hands it to a store: data, and a live Cookie. */
export function aSession(data: object = {}, cookie: object = {}): PlainSession {
  return { ...data, cookie: new Cookie(cookie) };
}

/** What of a session comes through JSON: what a store is to give back. */
export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const minute = 60_000;

/** Session ids that stores mix up when they take an id for anything else than exact text. */
export const unusualSids = [
  'ordinary',
  'ORDINARY',
  'with space',
  ' ordinary',
  "it's",
  '"quoted"',
  'a%',
  'a_',
  'a%00',
  'nul\0',
  'nul\0byte',
  '\0',
  '日本語',
  '😀',
  '😀😀',
  'e\u0301',
  'é',
  '\ufffd',
  '__proto__',
  'constructor',
  'toString',
  '0',
  '00',
  '-1',
  '1e3',
  '1000',
  'null',
  "'; DROP TABLE sessions; --",
  'x'.repeat(4096),
  `${'x'.repeat(4095)}y`,
];

/**
 * What express-session expects of any store (reliability contract S1, S4 to S15). `makeStore` is called for each
 * test, with the date frozen: `vi.setSystemTime` and `vi.advanceTimersByTime` move the store's time too.
 */
export function describeSessionStoreContract(name: string, makeStore: () => Store): void {
  describe(`${name} as an express-session store`, () => {
    let store: Store;
    let sessions: PromisedStore;

    beforeEach((context) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
      context.onTestFinished(() => void vi.useRealTimers());
      store = makeStore();
      sessions = promised(store);
    });

    test('S1, S47: is an event emitter with the base methods of express-session', async () => {
      expect(store).toBeInstanceOf(session.Store);
      expect(store).toBeInstanceOf(EventEmitter);
      await sessions.set('a', aSession({ name: 'Admin' }, { maxAge: minute }));
      const loaded = await new Promise<unknown>((resolve, reject) =>
        store.load('a', (error, found) => (error ? reject(error) : resolve(found))),
      );
      expect(loaded).toBeInstanceOf(session.Session);
      expect(asJson(loaded)).toMatchObject({ name: 'Admin', cookie: { originalMaxAge: minute } });
    });

    test('S4: does not find a session that was never saved, without an error', async () => {
      expect(await sessions.get('nobody')).toBeNull();
    });

    test('S8: returns the saved session', async () => {
      const saved = aSession({ name: 'Admin', list: [1, { deep: null }], empty: '' }, { maxAge: minute });
      await sessions.set('a', saved);
      expect(asJson(await sessions.get('a'))).toEqual(asJson(saved));
    });

    test('S5: returns a fresh plain object each time: changing one has no effect on others', async () => {
      await sessions.set('a', aSession({ list: [1] }, { maxAge: minute }));
      const first = await sessions.get('a');
      if (first === null) throw new Error('not found');
      (first.list as number[]).push(2);
      first.cookie.path = '/elsewhere';
      expect(Object.getPrototypeOf(first)).toBe(Object.prototype);
      expect(await sessions.get('a')).toMatchObject({ list: [1], cookie: { path: '/' } });
    });

    test('S8: saves the session as it is at the call: later edits are not in it', async () => {
      const live = aSession({ list: [1] });
      const saved = sessions.set('a', live);
      (live.list as number[]).push(2);
      live.late = true;
      live.cookie.path = '/late';
      await saved;
      expect(await sessions.get('a')).toMatchObject({ list: [1], cookie: { path: '/' } });
      expect(await sessions.get('a')).not.toHaveProperty('late');
    });

    test('S8: a save replaces the whole session: a key that is gone stays gone', async () => {
      await sessions.set('a', aSession({ old: 1, kept: 1 }));
      await sessions.set('a', aSession({ kept: 2 }));
      const { cookie: _, ...data } = (await sessions.get('a')) ?? {};
      expect(data).toEqual({ kept: 2 });
    });

    test.each([
      ['nothing but defaults', {}],
      ['a maxAge', { maxAge: minute }],
      ['an expiry', { expires: new Date(Date.UTC(2030, 0, 1)) }],
      ['no expiry at all', { expires: null }],
      ['expiry switched off', { expires: false }],
      ['a maxAge beyond what a timer can count', { maxAge: 3_000_000_000 }],
      [
        'every attribute',
        {
          maxAge: minute,
          path: '/shop',
          domain: 'example.com',
          httpOnly: false,
          secure: true,
          sameSite: 'strict',
          priority: 'high',
          partitioned: true,
        },
      ],
      ['sameSite as a boolean', { sameSite: true }],
    ])('S7, S8: keeps a cookie with %s, originalMaxAge included', async (_, options) => {
      const saved = aSession({}, options);
      await sessions.set('a', saved);
      const found = await sessions.get('a');
      expect(asJson(found?.cookie)).toEqual(asJson(saved.cookie));
      await sessions.touch('a', saved);
      expect(asJson((await sessions.get('a'))?.cookie)).toEqual(asJson(saved.cookie));
    });

    test('S7: originalMaxAge survives although time has passed since the cookie was made', async () => {
      const saved = aSession({}, { maxAge: minute });
      vi.advanceTimersByTime(minute / 2);
      await sessions.set('a', saved);
      expect((await sessions.get('a'))?.cookie).toMatchObject({ originalMaxAge: minute });
    });

    test('S7: an expiry comes back as text or Date of the same instant', async () => {
      const expires = new Date(Date.now() + minute);
      await sessions.set('a', aSession({}, { expires }));
      const found = (await sessions.get('a'))?.cookie.expires as string | Date;
      expect(new Date(found).getTime()).toBe(expires.getTime());
      expect(typeof found === 'string' || found instanceof Date).toBe(true);
    });

    test('S6: a session is there until the millisecond of its expiry, and gone from then on', async () => {
      await sessions.set('a', aSession({}, { maxAge: minute }));
      vi.advanceTimersByTime(minute - 1);
      expect(await sessions.get('a')).not.toBeNull();
      expect([await sessions.length(), Object.keys(await sessions.all())]).toEqual([1, ['a']]);
      vi.advanceTimersByTime(1);
      expect([await sessions.length(), Object.keys(await sessions.all())]).toEqual([0, []]);
      expect(await sessions.get('a')).toBeNull();
    });

    test('S7: a numeric expiry counts as the milliseconds it is', async () => {
      await sessions.set('a', { name: 'Admin', cookie: { expires: Date.now() + minute, originalMaxAge: null } });
      expect(await sessions.get('a')).toMatchObject({ name: 'Admin', cookie: { expires: Date.now() + minute } });
      vi.advanceTimersByTime(minute);
      expect(await sessions.get('a')).toBeNull();
    });

    test('S9: a session saved when it has already expired is not found', async () => {
      await sessions.set('a', aSession({}, { expires: new Date(Date.now() - 1) }));
      expect(await sessions.get('a')).toBeNull();
      expect(await sessions.length()).toBe(0);
    });

    test('S8: an expired session can be saved again', async () => {
      await sessions.set('a', aSession({ round: 1 }, { maxAge: 1 }));
      vi.advanceTimersByTime(1);
      await sessions.set('a', aSession({ round: 2 }, { maxAge: minute }));
      expect(await sessions.get('a')).toMatchObject({ round: 2 });
    });

    test('S10: a touch moves the expiry and leaves the data as it is', async () => {
      await sessions.set('a', aSession({ name: 'Admin' }, { maxAge: minute }));
      vi.advanceTimersByTime(minute - 1);
      await sessions.touch('a', aSession({ name: 'Mallory', extra: 1 }, { maxAge: minute }));
      vi.advanceTimersByTime(minute - 1);
      const { cookie: _, ...data } = (await sessions.get('a')) ?? {};
      expect(data).toEqual({ name: 'Admin' });
    });

    test('S10: a touch of an unknown session is not an error, and creates none', async () => {
      await sessions.touch('nobody', aSession({ name: 'Mallory' }, { maxAge: minute }));
      expect(await sessions.get('nobody')).toBeNull();
      expect(await sessions.length()).toBe(0);
    });

    test('S10: a touch never brings back a session that was destroyed or has expired', async () => {
      const live = aSession({ name: 'Admin' }, { maxAge: minute });
      await sessions.set('destroyed', live);
      await sessions.set('expired', live);
      await sessions.destroy('destroyed');
      vi.advanceTimersByTime(minute);
      const later = aSession({ name: 'Admin' }, { maxAge: minute });
      await sessions.touch('destroyed', later);
      await sessions.touch('expired', later);
      expect([await sessions.get('destroyed'), await sessions.get('expired')]).toEqual([null, null]);
    });

    test('S12: a destroyed session is gone, its neighbours are not, and an unknown one is a success', async () => {
      await sessions.set('a', aSession());
      await sessions.set('b', aSession());
      await sessions.destroy('a');
      await sessions.destroy('nobody');
      expect([await sessions.get('a'), Object.keys(await sessions.all())]).toEqual([null, ['b']]);
    });

    test('S13: clear removes everything', async () => {
      await sessions.set('a', aSession());
      await sessions.set('b', aSession());
      await sessions.clear();
      expect([await sessions.length(), await sessions.all(), await sessions.get('a')]).toEqual([0, {}, null]);
    });

    test('S13: all gives every session by its sid', async () => {
      await sessions.set('a', aSession({ n: 1 }));
      await sessions.set('b', aSession({ n: 2 }));
      expect(asJson(await sessions.all())).toMatchObject({ a: { n: 1, cookie: {} }, b: { n: 2, cookie: {} } });
    });

    test('S4, S8: a sid is exact text: unusual sids are found under themselves only', async () => {
      for (const sid of unusualSids) await sessions.set(sid, aSession({ mine: sid }));
      for (const sid of unusualSids) expect((await sessions.get(sid))?.mine).toBe(sid);
      expect(Object.keys(await sessions.all()).sort()).toEqual([...unusualSids].sort());
      for (const sid of unusualSids.filter((_, index) => index % 2 === 0)) await sessions.destroy(sid);
      for (const [index, sid] of unusualSids.entries()) {
        expect((await sessions.get(sid))?.mine).toBe(index % 2 === 0 ? undefined : sid);
      }
    });

    test('S42: keys with the names of methods and of the prototype are data, and pollute no prototype', async () => {
      const data = JSON.parse(
        '{"save":1,"touch":2,"reload":3,"destroy":4,"id":"x","req":"y","constructor":5,"toJSON":6,"__proto__":{"polluted":true}}',
      );
      const saved = Object.assign(Object.create(null), aSession());
      for (const key of Object.keys(data)) Object.defineProperty(saved, key, { ...dataProperty, value: data[key] });
      await sessions.set('a', saved);
      const { cookie: _, ...found } = (await sessions.get('a')) ?? {};
      expect(JSON.stringify(found)).toBe(JSON.stringify(data));
      expect({}).not.toHaveProperty('polluted');
    });

    test('S12, S13: a session without its last answer heard is saved all the same: callbacks are optional', async () => {
      store.set('a', aSession({ name: 'Admin' }) as never);
      store.set('b', aSession() as never);
      store.touch?.('a', aSession() as never);
      store.destroy('b');
      await sessions.touch('nobody', aSession());
      expect([await sessions.get('a'), await sessions.get('b')]).toEqual([
        expect.objectContaining({ name: 'Admin' }),
        null,
      ]);
      store.clear?.();
      await sessions.touch('nobody', aSession());
      expect(await sessions.length()).toBe(0);
    });

    test('S14: answers each call exactly once', async () => {
      const calls: string[] = [];
      const note = (call: string) => () => void calls.push(call);
      store.set('a', aSession() as never, note('set'));
      store.get('a', note('get'));
      store.touch?.('a', aSession() as never, note('touch'));
      store.destroy('a', note('destroy'));
      store.length?.(note('length'));
      store.all?.(note('all'));
      store.clear?.(note('clear'));
      await eventually(() => expect(calls).toHaveLength(7));
      await sessions.get('a');
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(calls.sort()).toEqual(['all', 'clear', 'destroy', 'get', 'length', 'set', 'touch']);
    });

    test('S14: hundreds of calls at the same time: each session ends as in its last save', async () => {
      const sids = Array.from({ length: 100 }, (_, index) => `sid-${index}`);
      await Promise.all(
        sids.flatMap((sid) => [
          sessions.set(sid, aSession({ sid, round: 1 })),
          sessions.get(sid),
          sessions.set(sid, aSession({ sid, round: 2 })),
          sessions.touch(sid, aSession({ sid: 'not taken' })),
          sessions.get(sid),
        ]),
      );
      await Promise.all(sids.filter((_, index) => index % 3 === 0).map((sid) => sessions.destroy(sid)));
      const found = await Promise.all(sids.map((sid) => sessions.get(sid)));
      expect(found.map((one) => one && [one.sid, one.round])).toEqual(
        sids.map((sid, index) => (index % 3 === 0 ? null : [sid, 2])),
      );
    });

    test('S8: any JSON data comes back unchanged, in the order of its keys', async () => {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.string({ minLength: 1 }), async (data, sid) => {
          delete data.cookie;
          await sessions.set(sid, aSession(data));
          const { cookie: _, ...found } = (await sessions.get(sid)) ?? {};
          expect(JSON.stringify(found)).toBe(JSON.stringify(data));
        }),
        { numRuns: 300 },
      );
    });
  });
}

const dataProperty = { enumerable: true, writable: true, configurable: true };
