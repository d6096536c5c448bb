import type { CookieOptions } from 'express-session';
import { expect, vi } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { cookiesOverTls } from '../../../support/express-site.ts';
import { attributesIn, type Behaviours, cookieIn, countUp, sentCookie } from './behaviours.ts';
import type { Act, Trial } from './trial.ts';

const cookieIs =
  (change: (cookie: Parameters<Act>[0]['session']['cookie']) => void): Act =>
  (req, res) => {
    change(req.session.cookie);
    res.end();
  };

/** The attributes that a site with this cookie sends. */
async function attributesWith({ site }: Trial, cookie: CookieOptions, path = '/', handle?: Act) {
  const { visitor } = await site({ options: { cookie }, ...(handle && { handle }) });
  return attributesIn(await visitor.get(path));
}

export const cookieOfSession: Behaviours = {
  'its members are the attributes that are sent': async ({ site }) => {
    const handle = cookieIs((cookie) => Object.assign(cookie, { httpOnly: false, secure: true }));
    const { visitor } = await site({ options: { proxy: true }, handle });
    const reply = await visitor.send('GET', '/', { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(attributesIn(reply)).toEqual({ path: '/', secure: true });
  },
  'by default it ends with the browser': async (trial) => {
    expect(await attributesWith(trial, { path: '/admin' }, '/admin')).toEqual({ path: '/admin', httponly: true });
  },
  'one that ends with the browser is sent once': async ({ site }) => {
    const { visitor } = await site({ options: { cookie: { path: '/admin' } } });
    cookieIn(await visitor.get('/admin/foo'));
    expect((await visitor.get('/admin')).setCookies).toEqual([]);
  },
  'options of the site give way to what the request sets': async (trial) => {
    const options = { httpOnly: false, maxAge: 5000, path: '/admin', priority: 'high', secure: true } as const;
    const handle = cookieIs((cookie) => {
      cookie.secure = false;
    });
    expect(await attributesWith(trial, options, '/admin', handle)).toEqual({
      expires: new Date(Date.now() + 5000).toUTCString(),
      path: '/admin',
      priority: 'High',
    });
  },
  // The store saves such a session as JSON says it, without an expiry: the one error is that of the cookie.
  'an expiry that is no date is the one error, and the client has its answer': async ({ site, calls }) => {
    const { visitor, lateErrors } = await site({ options: { cookie: { expires: new Date(Number.NaN) } } });
    expect(await visitor.get('/admin')).toMatchObject({ status: 200, setCookies: [] });
    await eventually(() => expect(lateErrors.length > 0).toBe(true));
    expect(lateErrors).toEqual([expect.objectContaining({ message: 'option expires is invalid' })]);
    expect(calls()).toBe('set');
  },
  'cookies that were set before it stay': async ({ site }) => {
    const handle: Act = (_req, res) => {
      res.setHeader('Set-Cookie', 'previous=own; Path=/');
      res.end();
    };
    const reply = await (await site({ handle })).visitor.get('/');
    expect(cookieIn(reply, 'previous').value).toBe('own');
    cookieIn(reply);
  },
  'cookies that are set in writeHead stay': async ({ site }) => {
    const handle: Act = (_req, res) => res.writeHead(200, { 'Set-Cookie': ['one=1', 'two=2'] }).end();
    const reply = await (await site({ handle })).visitor.get('/');
    expect([cookieIn(reply, 'one').value, cookieIn(reply, 'two').value]).toEqual(['1', '2']);
    cookieIn(reply);
  },
};

const twoSecondsMs = 2000;
const originalMaxAge: Act = (req, res) => res.end(JSON.stringify(req.session.cookie.originalMaxAge));

async function originalMaxAgesOf({ site }: Trial, requests: number): Promise<number[]> {
  const { visitor } = await site({ options: { cookie: { maxAge: twoSecondsMs } }, handle: originalMaxAge });
  const told = [];
  for (let n = 0; n < requests; n++) {
    told.push(Number((await visitor.get('/')).body));
    vi.advanceTimersByTime(100);
  }
  return told;
}

export const originalMaxAges: Behaviours = {
  'originalMaxAge is the maxAge of the options': async (trial) => {
    expect(await originalMaxAgesOf(trial, 1)).toEqual([twoSecondsMs]);
  },
  'it is so in every later request': async (trial) => {
    expect(await originalMaxAgesOf(trial, 3)).toEqual(Array(3).fill(twoSecondsMs));
  },
  'it is so where the store gives the expiry back as a Date': async (trial) => {
    const get = trial.store.get.bind(trial.store);
    trial.store.get = (sid, done) =>
      get(sid, (error, found) => {
        if (found?.cookie.expires) found.cookie.expires = new Date(found.cookie.expires);
        done(error, found);
      });
    expect(await originalMaxAgesOf(trial, 3)).toEqual(Array(3).fill(twoSecondsMs));
  },
};

export const secureMember: Behaviours = {
  'a secure cookie is sent over TLS': async ({ site }) => {
    const { url } = await site({ options: { cookie: { secure: true } }, overTls: true });
    expect((await cookiesOverTls(url, '/'))[0]).toContain('; Secure');
  },
  'a secure cookie is not sent without it': async ({ site }) => {
    const { visitor } = await site({ options: { cookie: { secure: true } } });
    expect(sentCookie(await visitor.get('/'))).toBeNull();
  },
};

/** In which time the cookie of the n-th request ends, where the second and third set another maxAge. */
async function endsInMs({ site }: Trial, request: number): Promise<number> {
  const handle: Act = (req, res) => {
    const count = countUp(req.session);
    if (count === 2) req.session.cookie.maxAge = 5000;
    if (count === 3) req.session.cookie.maxAge = 3_000_000_000;
    res.end();
  };
  const { visitor } = await site({ options: { cookie: { maxAge: twoSecondsMs } }, handle });
  for (let n = 1; n < request; n++) await visitor.get('/');
  return Date.parse(String(attributesIn(await visitor.get('/')).expires)) - Date.now();
}

export const maxAgeMember: Behaviours = {
  'Expires is maxAge from now': async (trial) => {
    expect(await endsInMs(trial, 1)).toBe(twoSecondsMs);
  },
  'another maxAge moves Expires': async (trial) => {
    expect(await endsInMs(trial, 2)).toBe(5000);
  },
  'a maxAge that no timer can count moves Expires': async (trial) => {
    expect(await endsInMs(trial, 3)).toBe(3_000_000_000);
  },
};

const withoutExpiry: Act = (req, res) => {
  req.session.cookie.expires = null;
  res.end();
};

async function repliesWithoutExpiry({ site }: Trial, handle: Act) {
  const { visitor } = await site({ options: { cookie: { maxAge: twoSecondsMs } }, handle });
  const first = await visitor.get('/');
  expect(attributesIn(first)).not.toHaveProperty('expires');
  return [first, await visitor.get('/')] as const;
}

export const expiresMember: Behaviours = {
  'a Date is sent as it is': async (trial) => {
    const handle = cookieIs((cookie) => {
      cookie.expires = new Date(0);
    });
    expect((await attributesWith(trial, {}, '/', handle)).expires).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
  },
  'null makes a cookie that ends with the browser': async (trial) => {
    expect(await attributesWith(trial, { maxAge: twoSecondsMs }, '/', withoutExpiry)).not.toHaveProperty('expires');
  },
  'one that was made so is not sent again': async (trial) => {
    const [, second] = await repliesWithoutExpiry(trial, withoutExpiry);
    expect(second.setCookies).toEqual([]);
  },
  'so it is when the session was changed': async (trial) => {
    const handle: Act = (req, res) => {
      countUp(req.session);
      return withoutExpiry(req, res);
    };
    const [, second] = await repliesWithoutExpiry(trial, handle);
    expect(second.setCookies).toEqual([]);
  },
};

export const partitionedMember: Behaviours = {
  'without partitioned there is no such attribute': async (trial) => {
    expect(await attributesWith(trial, {})).not.toHaveProperty('partitioned');
  },
  'partitioned false sends none': async (trial) => {
    expect(await attributesWith(trial, { partitioned: false })).not.toHaveProperty('partitioned');
  },
  'partitioned true sends one': async (trial) => {
    expect(await attributesWith(trial, { partitioned: true })).toHaveProperty('partitioned', true);
  },
};

/** The other attributes, which that suite does not name. */
export const moreOfCookies: Behaviours = {
  'domain, sameSite and the three priorities are sent as they are': async (trial) => {
    for (const [cookie, sent] of [
      [{ domain: 'example.test' }, { domain: 'example.test' }],
      [{ sameSite: true }, { samesite: 'Strict' }],
      [{ sameSite: 'strict' }, { samesite: 'Strict' }],
      [{ sameSite: 'lax' }, { samesite: 'Lax' }],
      [{ sameSite: 'none' }, { samesite: 'None' }],
      [{ sameSite: false }, {}],
      [{ priority: 'low' }, { priority: 'Low' }],
      [{ priority: 'medium' }, { priority: 'Medium' }],
    ] as const) {
      expect(await attributesWith(trial, cookie)).toEqual({ path: '/', httponly: true, ...sent });
    }
  },
};
