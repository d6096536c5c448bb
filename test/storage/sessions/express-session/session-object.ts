import { expect, vi } from 'vitest';
import { promised } from '../../../support/promised-store.ts';
import { type Behaviours, cookieIn, countUp, sentCookie, sidIn } from './behaviours.ts';
import type { Act, Trial, TriedOptions } from './trial.ts';

const minuteMs = 60_000;
const typeOfSession: Act = (req, res) => res.end(typeof req.session);

export const sessionOfRequest: Behaviours = {
  'what a request leaves in its session, the next one finds': async ({ site, store }) => {
    const { visitor } = await site({ handle: (req, res) => res.end(`hits: ${countUp(req.session)}`) });
    const first = await visitor.get('/');
    const loaded = await new Promise((resolve, reject) =>
      store.load(sidIn(first), (error, found) => (error ? reject(error) : resolve(found))),
    );
    expect(loaded).toMatchObject({ count: 1 });
    expect([first.body, (await visitor.get('/')).body]).toEqual(['hits: 1', 'hits: 2']);
  },
  'a cookie is sent where the session was changed, and nowhere else': async ({ site }) => {
    const handle: Act = (req, res) => {
      if (req.url === '/change') countUp(req.session);
      res.end(String(req.session.count));
    };
    const { visitor } = await site({ options: { cookie: { maxAge: minuteMs } }, handle });
    const told = [];
    for (const path of ['/change', '/change', '/', '/change']) {
      const reply = await visitor.get(path);
      told.push([reply.body, sentCookie(reply) !== null]);
    }
    expect(told).toEqual([
      ['1', true],
      ['2', true],
      ['2', false],
      ['3', true],
    ]);
  },
  'a loop over the members of a session meets no method': async ({ site }) => {
    const handle: Act = (req, res) => {
      Object.assign(req.session, { foo: 1, bar: 2 });
      const names = [];
      for (const name in req.session) names.push(name);
      res.end(names.sort().join(' '));
    };
    expect((await (await site({ handle })).visitor.get('/')).body).toBe('bar cookie foo');
  },
  'while the store says disconnect, requests have no session': async ({ site, store, calls }) => {
    const { visitor } = await site({ handle: typeOfSession });
    store.emit('disconnect');
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'undefined', setCookies: [] });
    expect(calls()).toBe('');
  },
  'when it says connect, they have one again': async ({ site, store }) => {
    const { visitor } = await site({ handle: typeOfSession });
    store.emit('disconnect');
    expect((await visitor.get('/')).body).toBe('undefined');
    store.emit('connect');
    const reply = await visitor.get('/');
    expect(reply.body).toBe('object');
    cookieIn(reply);
  },
};

export const destroyMethod: Behaviours = {
  'destroy takes the session from the request and sends no cookie': async ({ site, store }) => {
    const handle: Act = (req, res) => req.session.destroy((error) => res.end(`${error} ${req.session}`));
    const reply = await (await site({ handle })).visitor.get('/');
    expect(reply).toMatchObject({ status: 200, body: 'undefined undefined', setCookies: [] });
    expect(await promised(store).length()).toBe(0);
  },
};

export const regenerateMethod: Behaviours = {
  'regenerate destroys the session and makes another, with a sid and a cookie of its own': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      const { id } = req.session;
      req.session.regenerate((error) => res.end(`${error} ${req.session.id === id}`));
    };
    const { visitor } = await site({ handle });
    const replies = [await visitor.get('/'), await visitor.get('/')];
    expect(replies.map(({ body }) => body)).toEqual(['undefined false', 'undefined false']);
    const [first, second] = replies.map((reply) => sidIn(reply));
    expect(second).not.toBe(first);
    expect(Object.keys(await promised(store).all())).toEqual([second]);
  },
};

/** Makes a session, and in the next request empties the store before `act`. */
async function afterLoss({ site, store }: Trial, act: Act): Promise<string> {
  const handle: Act = (req, res) => {
    req.session.active = true;
    if (req.url === '/') res.end('made');
    else store.clear?.(() => void act(req, res));
  };
  const { visitor } = await site({ options: { resave: false }, handle });
  await visitor.get('/');
  return (await visitor.get('/lost')).body;
}

export const reloadMethod: Behaviours = {
  'reload brings what another request has saved meanwhile': async ({ site }) => {
    const handle: Act = async (req, res) => {
      if (req.url === '/outer') {
        await inner();
        req.session.reload((error) => res.end(`${error} ${req.session.url}`));
        return;
      }
      req.session.url = req.url;
      res.end();
    };
    const { visitor } = await site({ handle });
    const inner = () => visitor.get('/inner');
    await visitor.get('/first');
    expect((await visitor.get('/outer')).body).toBe('undefined /inner');
  },
  'reload of a session that is gone is an error': async (trial) => {
    const body = await afterLoss(trial, (req, res) => req.session.reload((error) => res.end((error as Error).message)));
    expect(body).toBe('failed to load session');
  },
  'reloads that fail again and again do not fill the stack': async (trial) => {
    const body = await afterLoss(trial, (req, res) => {
      let left = 20;
      const again = () => {
        if (--left === 0) res.end('done');
        else req.session.reload(again);
      };
      again();
    });
    expect(body).toBe('done');
  },
};

/** Saves by hand, and returns the calls of the store in each of two requests. */
async function callsOfSaving({ site, calls }: Trial, save: Act, options: TriedOptions = {}): Promise<string[]> {
  const handle: Act = (req, res) => {
    req.session.hit = true;
    return save(req, res);
  };
  const { visitor } = await site({ options, handle });
  const told = [];
  for (let n = 0; n < 2; n++) {
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'undefined' });
    told.push(calls());
  }
  return told;
}

const saving: Act = (req, res) => req.session.save((error) => res.end(String(error ?? undefined)));

export const saveMethod: Behaviours = {
  'save stores the session at once': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      req.session.hit = true;
      req.session.save(() => store.get(req.session.id, (_error, found) => res.end(JSON.stringify(found))));
    };
    expect(JSON.parse((await (await site({ handle })).visitor.get('/')).body)).toMatchObject({ hit: true });
  },
  'after save the end of the request does not save again': async (trial) => {
    expect(await callsOfSaving(trial, saving)).toEqual(['set', 'get set touch']);
  },
  'so it is for a session that was reloaded': async (trial) => {
    const reloading: Act = (req, res) => req.session.reload(() => saving(req, res));
    expect(await callsOfSaving(trial, reloading)).toEqual(['get set', 'get get set touch']);
  },
  'so it is where sessions with nothing in them are not saved': async (trial) => {
    expect(await callsOfSaving(trial, saving, { saveUninitialized: false })).toEqual(['set', 'get set touch']);
  },
};

export const touchMethod: Behaviours = {
  'touch moves the expiry of the session': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      req.session.hit = true;
      req.session.touch();
      res.end();
    };
    const { visitor } = await site({ options: { resave: false, cookie: { maxAge: minuteMs } }, handle });
    const sid = sidIn(await visitor.get('/'));
    const expiry = async () => new Date(String((await promised(store).get(sid))?.cookie.expires)).getTime();
    const before = await expiry();
    vi.advanceTimersByTime(100);
    await visitor.get('/');
    expect((await expiry()) - before).toBe(100);
  },
};
