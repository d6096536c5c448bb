import { expect } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { promised } from '../../../support/promised-store.ts';
import { type Behaviours, countUp, sentCookie, sidIn } from './behaviours.ts';
import { type Act, expressSession, type SiteOptions, type Trial, type TriedOptions } from './trial.ts';

const minuteMs = 60_000;
const sameUser: Act = (req, res) => {
  req.session.user = 'Alice';
  res.end();
};
const counting: Act = (req, res) => res.end(`hits: ${countUp(req.session)}`);

/** What two requests of one visitor make the store do, and which of them got a cookie. */
async function twoRequests({ site, calls }: Trial, tried: SiteOptions) {
  const { visitor } = await site(tried);
  const [first, firstCalls] = [await visitor.get('/'), calls()];
  const [second, secondCalls] = [await visitor.get('/'), calls()];
  return {
    calls: [firstCalls, secondCalls],
    hasCookie: [first, second].map((reply) => sentCookie(reply) !== null),
  };
}

/** The same of one request. */
async function oneRequest({ site, calls }: Trial, options: TriedOptions, handle?: Act) {
  const { visitor } = await site({ options, ...(handle && { handle }) });
  return { hasCookie: sentCookie(await visitor.get('/')) !== null, calls: calls() };
}

/** What comes to the middleware’s next after the client has its whole answer. */
async function lateErrorOf({ site }: Trial, tried: SiteOptions, body: string, requests = 1): Promise<unknown> {
  const { visitor, lateErrors } = await site(tried);
  for (let n = 0; n < requests; n++) expect(await visitor.get('/')).toMatchObject({ status: 200, body });
  await eventually(() => expect(lateErrors.length > 0).toBe(true));
  expect(lateErrors).toHaveLength(1);
  return lateErrors[0];
}

const expiring = { maxAge: minuteMs };

export const rollingOption: Behaviours = {
  'rolling is off by default: an unchanged session gets no cookie': async (trial) => {
    const { hasCookie } = await twoRequests(trial, { options: { cookie: expiring }, handle: sameUser });
    expect(hasCookie).toEqual([true, false]);
  },
  'rolling: an unchanged session gets its cookie again': async (trial) => {
    const { hasCookie } = await twoRequests(trial, { options: { rolling: true, cookie: expiring }, handle: sameUser });
    expect(hasCookie).toEqual([true, true]);
  },
  'rolling: a session with nothing in it gets none if such are not saved': async (trial) => {
    const outcome = await oneRequest(trial, { rolling: true, saveUninitialized: false });
    expect(outcome).toEqual({ hasCookie: false, calls: '' });
  },
  'rolling: it gets one, and is saved, if such are saved': async (trial) => {
    const outcome = await oneRequest(trial, { rolling: true, saveUninitialized: true });
    expect(outcome).toEqual({ hasCookie: true, calls: 'set' });
  },
  'rolling: a changed session gets one, and is saved, either way': async (trial) => {
    const outcome = await oneRequest(trial, { rolling: true, saveUninitialized: false }, sameUser);
    expect(outcome).toEqual({ hasCookie: true, calls: 'set' });
  },
};

export const resaveOption: Behaviours = {
  'resave is on by default': async (trial) => {
    expect((await twoRequests(trial, { handle: sameUser })).calls).toEqual(['set', 'get set']);
  },
  'resave: an unchanged session is saved again': async (trial) => {
    const { calls } = await twoRequests(trial, { options: { resave: true }, handle: sameUser });
    expect(calls).toEqual(['set', 'get set']);
  },
  'resave off: an unchanged session is touched and not saved': async (trial) => {
    const { calls } = await twoRequests(trial, { options: { resave: false }, handle: sameUser });
    expect(calls).toEqual(['set', 'get touch']);
  },
  'resave off: a changed session is saved': async ({ site, calls }) => {
    const handle: Act = (req, res) => {
      if (req.method === 'PUT') req.session.token = req.url?.slice(1);
      res.end(`token=${req.session.token}`);
    };
    const { visitor } = await site({ options: { resave: false }, handle });
    const told = [];
    for (const [method, path] of [
      ['PUT', '/first'],
      ['GET', '/'],
      ['PUT', '/second'],
    ] as const) {
      told.push([(await visitor.send(method, path)).body, calls()]);
    }
    expect(told).toEqual([
      ['token=first', 'set'],
      ['token=first', 'get touch'],
      ['token=second', 'get set'],
    ]);
  },
  'resave off: a member called cookie below the session is data, and its change is one': async (trial) => {
    const handle: Act = (req, res) => {
      req.session.user ??= { name: 'Alice' };
      countUp(req.session.user as Record<string, unknown>, 'cookie');
      res.end();
    };
    const { calls } = await twoRequests(trial, { options: { resave: false }, handle });
    expect(calls).toEqual(['set', 'get set']);
  },
  'resave off: an error of a touch is told to the app, and the client has its answer': async (trial) => {
    trial.store.touch = (_sid, _session, done) => (done as (error: unknown) => void)(new Error('no touching'));
    const handle: Act = (req, res) => {
      req.session.hit = true;
      res.end('saved');
    };
    const error = await lateErrorOf(trial, { options: { resave: false }, handle }, 'saved', 2);
    expect(error).toMatchObject({ message: 'no touching' });
  },
};

export const saveUninitializedOption: Behaviours = {
  'saveUninitialized is on by default': async (trial) => {
    expect(await oneRequest(trial, {})).toEqual({ hasCookie: true, calls: 'set' });
  },
  'saveUninitialized: a session with nothing in it is saved': async (trial) => {
    expect(await oneRequest(trial, { saveUninitialized: true })).toEqual({ hasCookie: true, calls: 'set' });
  },
  'saveUninitialized off: it is not saved and has no cookie': async (trial) => {
    expect(await oneRequest(trial, { saveUninitialized: false })).toEqual({ hasCookie: false, calls: '' });
  },
  'saveUninitialized off: a session with something in it is saved': async (trial) => {
    expect(await oneRequest(trial, { saveUninitialized: false }, counting)).toEqual({ hasCookie: true, calls: 'set' });
  },
  'an error of a save is told to the app, and the client has its answer': async (trial) => {
    trial.store.set = (_sid, _session, done) => done?.(new Error('no saving'));
    const handle: Act = (_req, res) => res.end('answered');
    const error = await lateErrorOf(trial, { options: { saveUninitialized: true }, handle }, 'answered');
    expect(error).toMatchObject({ message: 'no saving' });
  },
  'saveUninitialized off: a session with nothing in it is not touched either': async (trial) => {
    expect((await oneRequest(trial, { saveUninitialized: false, cookie: expiring })).calls).toBe('');
  },
};

/** Sets req.session to null in the second request. */
const unsetting: Act = (req, res) => {
  if (countUp(req.session) === 2) req.session = null as never;
  res.end();
};

async function lengthsWith({ site, store }: Trial, options: TriedOptions): Promise<number[]> {
  const { visitor } = await site({ options, handle: unsetting });
  const lengths = [];
  for (let n = 0; n < 2; n++) {
    await visitor.get('/');
    lengths.push(await promised(store).length());
  }
  return lengths;
}

export const unsetOption: Behaviours = {
  'unset must be keep or destroy': () => {
    const make = () => expressSession({ secret: 's', resave: false, saveUninitialized: false, unset: 'bogus' });
    expect(make).toThrow('unset option must be "destroy" or "keep"');
  },
  'unset is keep by default: a session that was set to null stays stored': async (trial) => {
    expect(await lengthsWith(trial, {})).toEqual([1, 1]);
  },
  'unset destroy: a session that was set to null is destroyed': async (trial) => {
    expect(await lengthsWith(trial, { unset: 'destroy' })).toEqual([1, 0]);
  },
  'unset destroy: a new session that was set to null has no cookie': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      req.session = null as never;
      res.end();
    };
    const { visitor } = await site({ options: { unset: 'destroy' }, handle });
    expect(await visitor.get('/')).toMatchObject({ status: 200, setCookies: [] });
    expect(await promised(store).length()).toBe(0);
  },
  'unset destroy: an error of the destroy is told to the app': async (trial) => {
    trial.store.destroy = (_sid, done) => done?.(new Error('no destroying'));
    const handle: Act = (req, res) => {
      req.session = null as never;
      res.end('destroyed');
    };
    const error = await lateErrorOf(trial, { options: { unset: 'destroy' }, handle }, 'destroyed');
    expect(error).toMatchObject({ message: 'no destroying' });
  },
};

/** The third of the stores answers within each call; the others are held to the same. */
export const answersWithinTheCall: Behaviours = {
  'a save that is answered at once or later gives the whole answer': async ({ site, store }) => {
    const reply = await (await site({ handle: counting })).visitor.get('/');
    expect(reply).toMatchObject({ status: 200, body: 'hits: 1' });
    expect(await promised(store).get(sidIn(reply))).toMatchObject({ count: 1 });
  },
  'so does a destroy, after a part of the answer was written': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      const count = countUp(req.session);
      if (count > 1) {
        req.session = null as never;
        res.write('destroyed\n');
      }
      res.end(`hits: ${count}`);
    };
    const { visitor } = await site({ options: { unset: 'destroy' }, handle });
    expect([(await visitor.get('/')).body, (await visitor.get('/')).body]).toEqual(['hits: 1', 'destroyed\nhits: 2']);
    expect(await promised(store).length()).toBe(0);
  },
};
