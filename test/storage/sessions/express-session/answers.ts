import { Buffer } from 'node:buffer';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { SessionData, Store } from 'express-session';
import { expect, onTestFinished, vi } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { send } from '../../../support/http.ts';
import { promised } from '../../../support/promised-store.ts';
import { attributesIn, type Behaviours, sidIn } from './behaviours.ts';
import type { Act, Trial } from './trial.ts';

const minuteMs = 60_000;

/** Sends one answer whose save is held back, and expects the answer to be whole only after the save. */
async function expectSavedFirst({ store, site }: Trial, answer: (res: ServerResponse) => void, body: string) {
  const held = holdSaves(store);
  const handle: Act = (req, res) => {
    req.session.hit = true;
    answer(res);
  };
  let isWhole = false;
  const asked = (await site({ handle })).visitor.get('/').finally(() => {
    isWhole = true;
  });
  await eventually(() => expect(held.length > 0).toBe(true));
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isWhole).toBe(false);
  for (const release of held) release();
  const reply = await asked;
  expect(reply).toMatchObject({ status: 200, body });
  expect(await promised(store).get(sidIn(reply))).toMatchObject({ hit: true });
}

/** Holds every save back until its function in the list is called. */
function holdSaves(store: Store): (() => void)[] {
  const held: (() => void)[] = [];
  const set = store.set.bind(store);
  store.set = (sid: string, session: SessionData, done) => {
    held.push(() => set(sid, session, done));
  };
  return held;
}

/** Has write and end handed on, as a compressing middleware has. */
function handOn(res: ServerResponse): void {
  const { write, end } = res;
  res.write = function handedOn(this: ServerResponse, ...args: unknown[]) {
    return write.apply(this, args as never);
  } as typeof write;
  res.end = function handedOn(this: ServerResponse, ...args: unknown[]) {
    return end.apply(this, args as never);
  } as typeof end;
}

const changing =
  (answer: (res: ServerResponse) => void): Act =>
  (req, res) => {
    req.session.hit = true;
    answer(res);
  };
const inTwoParts = (res: ServerResponse) => {
  res.write('hello, ');
  res.end('world');
};

/** When an answer is whole, its session is saved. */
export const savedBeforeTheEnd: Behaviours = {
  'a session is saved before the answer is whole': (trial) =>
    expectSavedFirst(trial, (res) => res.end('session saved'), 'session saved'),
  'so it is where the answer has no body': (trial) =>
    expectSavedFirst(
      trial,
      (res) => {
        res.setHeader('Content-Length', '0');
        res.end();
      },
      '',
    ),
  'so it is where the answer has its length and is written in parts': (trial) =>
    expectSavedFirst(
      trial,
      (res) => {
        res.setHeader('Content-Length', '12');
        inTwoParts(res);
      },
      'hello, world',
    ),
  'so it is where the answer has its length and is not chunked': (trial) =>
    expectSavedFirst(
      trial,
      (res) => {
        res.setHeader('Content-Length', '13');
        res.end('session saved');
      },
      'session saved',
    ),
  'each save moves the stored expiry to that of the cookie': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      req.session.user = 'Alice';
      res.end(req.session.id);
    };
    const { visitor } = await site({ options: { cookie: { maxAge: minuteMs } }, handle });
    const first = await visitor.get('/');
    const expiryOf = async (sid: string) =>
      new Date(String((await promised(store).get(sid))?.cookie.expires)).getTime();
    const before = await expiryOf(first.body);
    expect(new Date(before).toUTCString()).toBe(attributesIn(first).expires);
    vi.advanceTimersByTime(minuteMs / 2);
    expect((await visitor.get('/')).body).toBe(first.body);
    expect((await expiryOf(first.body)) - before).toBe(minuteMs / 2);
  },
};

/** The methods of the answer that express-session puts its own before. */
export const endOfTheAnswer: Behaviours = {
  'write and end may have been replaced before the middleware': async ({ site }) => {
    const { visitor } = await site({ before: (_req, res) => handOn(res), handle: changing(inTwoParts) });
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'hello, world' });
  },
  'write and end may be replaced after the middleware': async ({ site }) => {
    const handle = changing((res) => {
      handOn(res);
      inTwoParts(res);
    });
    expect(await (await site({ handle })).visitor.get('/')).toMatchObject({ status: 200, body: 'hello, world' });
  },
  'a header after the end fails as it does without the middleware': async ({ site }) => {
    const outcomes: string[] = [];
    const endTwice = (res: ServerResponse) => {
      res.end();
      try {
        res.setHeader('Content-Length', '3');
        res.end('foo');
        outcomes.push('no error');
      } catch (error) {
        outcomes.push((error as Error).message);
      }
    };
    const plain = createServer((_req, res) => endTwice(res)).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    onTestFinished(() => void plain.close());
    const without = await send(`http://127.0.0.1:${(plain.address() as AddressInfo).port}`, '/');
    const withIt = await (await site({ handle: (_req, res) => endTwice(res) })).visitor.get('/');
    expect([withIt.status, withIt.body]).toEqual([without.status, without.body]);
    expect(outcomes[1]).toBe(outcomes[0]);
  },
};

/** Other ways to end an answer, which that suite does not name. Each saves once and keeps every octet. */
export const moreOfAnswers: Behaviours = Object.fromEntries(
  (
    [
      ['with a Buffer', (res) => res.end(Buffer.from('höflich')), 'höflich'],
      [
        'with a text in another encoding',
        (res) => res.end('aMO2Zmxpa2g=', 'base64'),
        Buffer.from('aMO2Zmxpa2g=', 'base64').toString(),
      ],
      ['with a text and its length in octets', (res) => res.setHeader('Content-Length', 8).end('höflich'), 'höflich'],
      ['with a text after a written Buffer', (res) => void (res.write(Buffer.from('a')) && res.end('b')), 'ab'],
      ['without anything after what was written', (res) => void (res.write('a') && res.end()), 'a'],
      ['by a stream', (res) => Readable.from(['one ', 'two ', 'three']).pipe(res), 'one two three'],
      ['after its head was sent', (res) => res.writeHead(200, { 'X-Own': '1' }).end('late'), 'late'],
    ] as readonly [string, (res: ServerResponse) => unknown, string][]
  ).map(([how, answer, body]): [string, Behaviours[string]] => [
    `an answer that is ended ${how} is whole, and its session is saved once`,
    async ({ site, calls }) => {
      const { visitor } = await site({ options: { saveUninitialized: false }, handle: changing(answer) });
      expect(await visitor.get('/')).toMatchObject({ status: 200, body });
      expect(calls()).toBe('set');
    },
  ]),
);
