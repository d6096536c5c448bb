import session from 'express-session';
import { expect, vi } from 'vitest';
import { promised } from '../../../support/promised-store.ts';
import { attributesIn, type Behaviours, cookieIn, countUp, sentCookie, sidIn } from './behaviours.ts';
import type { Act } from './trial.ts';

const secondMs = 1000;

/** Numbers a session when it is made: the same number again is the same session. */
function numbering(): Act {
  let made = 0;
  return (req, res) => {
    req.session.number ??= ++made;
    res.end(`session ${req.session.number}`);
  };
}

const failing = (error: Error) => (_sid: string, done: (error: unknown) => void) => done(error);

/** How a request gets its session, and what it gets where that fails. */
export const requests: Behaviours = {
  'the package exports the constructors of a session and of stores': ({ store }) => {
    expect([typeof session.Session, typeof session.Store, typeof session.MemoryStore]).toEqual(
      Array(3).fill('function'),
    );
    expect(store).toBeInstanceOf(session.Store);
  },
  'a request that has a session already is left alone': async ({ site, calls }) => {
    const before: Act = (req) => Object.assign(req, { session: {} });
    const { visitor } = await site({ before });
    expect(await visitor.get('/')).toMatchObject({ status: 200, setCookies: [] });
    expect(calls()).toBe('');
  },
  'without a secret the request is an error': async ({ site, calls }) => {
    const { visitor } = await site({ options: { secret: undefined as never } });
    expect(await visitor.get('/')).toMatchObject({ status: 500, body: 'secret option required for sessions' });
    expect(calls()).toBe('');
  },
  'the secret may come from req.secret': async ({ site }) => {
    const handle = numbering();
    const told = await site({
      options: { secret: undefined as never },
      before: (req) => Object.assign(req, { secret: 'of a cookie parser' }),
      handle,
    });
    expect(await told.visitor.get('/')).toMatchObject({ status: 200, body: 'session 1' });
    const named = await site({ options: { secret: 'of a cookie parser' }, handle });
    named.visitor.plant('connect.sid', told.visitor.cookie('connect.sid'));
    expect((await named.visitor.get('/')).body).toBe('session 1');
  },
  'a visitor without a cookie gets a session, which is stored': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      req.session.active = true;
      res.end('active');
    };
    const reply = await (await site({ handle })).visitor.get('/');
    expect(reply).toMatchObject({ status: 200, body: 'active' });
    expect(await promised(store).get(sidIn(reply))).toMatchObject({ active: true });
    expect(await promised(store).length()).toBe(1);
  },
  'the cookie leads back to the session': async ({ site }) => {
    const { visitor } = await site({ handle: numbering() });
    expect([(await visitor.get('/')).body, (await visitor.get('/')).body]).toEqual(['session 1', 'session 1']);
  },
  'an error of the store while a session is fetched is the error of the request': async ({ site, store }) => {
    const { visitor } = await site();
    await visitor.get('/');
    store.get = failing(new Error('the disk is on fire'));
    expect(await visitor.get('/')).toMatchObject({ status: 500, body: 'the disk is on fire' });
  },
  'an error with the code ENOENT means that the session is not there': async ({ site, store }) => {
    const { visitor } = await site({ handle: numbering() });
    await visitor.get('/');
    store.get = failing(Object.assign(new Error('no such session'), { code: 'ENOENT' }));
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'session 2' });
  },
  'two visitors have two sessions': async ({ site, store }) => {
    const { newVisitor } = await site({ handle: numbering() });
    const replies = await Promise.all([newVisitor().get('/'), newVisitor().get('/')]);
    expect(Object.keys(await promised(store).all()).sort()).toEqual(replies.map((reply) => sidIn(reply)).sort());
    expect(new Set(replies.map(({ body }) => body))).toEqual(new Set(['session 1', 'session 2']));
  },
  'an empty address of the request counts as the path /': async ({ site }) => {
    const { visitor } = await site({ before: (req) => Object.assign(req, { url: '' }) });
    cookieIn(await visitor.get('/'));
  },
  'a second end of the answer changes nothing': async ({ site, calls }) => {
    const handle: Act = (_req, res) => {
      res.setHeader('Content-Type', 'text/plain');
      res.end('Hello!');
      res.end();
    };
    const reply = await (await site({ handle })).visitor.get('/');
    expect(reply).toMatchObject({ status: 200, body: 'Hello!', headers: { 'content-type': 'text/plain' } });
    expect(calls()).toBe('set');
  },
  'an end of the answer with null has no body': async ({ site, calls }) => {
    const reply = await (await site({ handle: (_req, res) => res.end(null) })).visitor.get('/');
    expect(reply).toMatchObject({ status: 200, body: '' });
    expect(calls()).toBe('set');
  },
  'a stored key with the name of a method is no method': async ({ site, store }) => {
    const { visitor } = await site({ handle: numbering() });
    const sid = sidIn(await visitor.get('/'));
    await promised(store).set(sid, { ...(await promised(store).get(sid)), save: 'not a method' });
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'session 1' });
  },
  'the keys of a session are its data and its cookie': async ({ site }) => {
    const handle: Act = (req, res) => {
      Object.assign(req.session, { first: 1, second: 'b' });
      res.end(Object.keys(req.session).sort().join(' '));
    };
    expect((await (await site({ handle })).visitor.get('/')).body).toBe('cookie first second');
  },
  'a req.sessionID that is no text is neither saved nor sent': async ({ site, store }) => {
    const handle: Act = (req, res) => {
      Object.assign(req, { sessionID: () => {} });
      req.session.changed = true;
      res.end();
    };
    expect(await (await site({ handle })).visitor.get('/')).toMatchObject({ status: 200, setCookies: [] });
    expect(await promised(store).length()).toBe(0);
  },
  'an answer that is written slowly moves the expiry of a rolling cookie': async ({ site }) => {
    const handle: Act = (req, res) => {
      req.session.user = 'Alice';
      res.write('hello, ');
      setImmediate(() => res.end('world'));
    };
    const { visitor } = await site({ options: { rolling: true, cookie: { maxAge: 60 * secondMs } }, handle });
    const first = attributesIn(await visitor.get('/')).expires;
    vi.advanceTimersByTime(2 * secondMs);
    const second = await visitor.get('/');
    expect(second.body).toBe('hello, world');
    expect(Date.parse(String(attributesIn(second).expires)) - Date.parse(String(first))).toBe(2 * secondMs);
  },
};

/** What else an app meets in a request, which that suite does not name. */
export const moreOfRequests: Behaviours = {
  'other cookies before and after the session’s do not disturb it': async ({ site }) => {
    const { visitor } = await site({ handle: numbering() });
    await visitor.get('/');
    const own = visitor.cookie('connect.sid');
    const headers = { Cookie: `theme=dark; connect.sidx=1; connect.sid=${own}; connect.sid=other; last=` };
    expect((await visitor.send('GET', '/', { headers })).body).toBe('session 1');
  },
  'a HEAD request has the session and the cookie of a GET': async ({ site, calls }) => {
    const { visitor } = await site({ handle: numbering() });
    const reply = await visitor.send('HEAD', '/');
    expect([reply.body, sentCookie(reply) !== null, calls()]).toEqual(['', true, 'set']);
    expect((await visitor.get('/')).body).toBe('session 1');
  },
  'requests of one visitor at once all have its session': async ({ site }) => {
    const { visitor } = await site({ handle: (req, res) => res.end(String(countUp(req.session))) });
    await visitor.get('/');
    const replies = await Promise.all(Array.from({ length: 8 }, () => visitor.get('/')));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(Math.min(...replies.map(({ body }) => Number(body)))).toBe(2);
  },
};
