import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { sign } from '../../../../server/cookie/express-signature.ts';
import { promised } from '../../../support/promised-store.ts';
import { type Behaviours, cookieIn, countUp, sidIn } from './behaviours.ts';
import { type Act, expressSession, type Trial, type TriedOptions } from './trial.ts';

const secret = 'keyboard cat';
const counting: Act = (req, res) => res.end(String(countUp(req.session)));
const userOf: Act = (req, res) => {
  const { user } = req.session;
  req.session.user = 'Alice';
  res.end(String(user));
};
const signed = (sid: string, key = secret) => encodeURIComponent(`s:${sign(sid, key)}`);

/** A visitor whose session is gone from the store, or has expired, gets another one. Returns the two sids. */
async function sidsAround({ site, store }: Trial, options: TriedOptions, end: () => unknown) {
  const { visitor } = await site({ options, handle: counting });
  const first = await visitor.get('/');
  await end();
  const second = await visitor.get('/');
  expect([first.body, second.body]).toEqual(['1', '1']);
  expect(await promised(store).get(sidIn(second))).toMatchObject({ count: 1 });
  return [sidIn(first), sidIn(second)];
}

/** Sends the sid of a session with a wrong signature, or with none. */
async function expectNotTaken({ site, calls }: Trial, wrong: (value: string) => string) {
  const { visitor } = await site({ options: { key: 'sessid' }, handle: counting });
  const first = await visitor.get('/');
  calls();
  visitor.plant('sessid', wrong(visitor.cookie('sessid')));
  const second = await visitor.get('/');
  expect(second.body).toBe('1');
  expect(sidIn(second, 'sessid')).not.toBe(sidIn(first, 'sessid'));
  expect(calls()).toBe('set');
}

const cutSignature = (value: string) => value.replace(/...\./, '.');
const sidAlone = (value: string) => decodeURIComponent(value).slice(2).split('.')[0] ?? '';

export const unknownSids: Behaviours = {
  'a sid that is not in the store gets a new session': async (trial) => {
    await sidsAround(trial, {}, () => promised(trial.store).clear());
  },
  'a sid that is not in the store is not used again': async (trial) => {
    const [first, second] = await sidsAround(trial, {}, () => promised(trial.store).clear());
    expect(second).not.toBe(first);
  },
};

export const badSignatures: Behaviours = {
  'a sid without a signature gets a new session': (trial) => expectNotTaken(trial, sidAlone),
  'a sid with a wrong signature does not make the store be asked': (trial) => expectNotTaken(trial, cutSignature),
};

const brief: TriedOptions = { cookie: { maxAge: 5 } };

export const expiredSessions: Behaviours = {
  'an expired session is followed by a new one': async (trial) => {
    await sidsAround(trial, brief, () => vi.advanceTimersByTime(5));
  },
  'the sid of an expired session is not used again': async (trial) => {
    const [first, second] = await sidsAround(trial, brief, () => vi.advanceTimersByTime(5));
    expect(second).not.toBe(first);
  },
  'an expired session is not in the store any more': async ({ site, store }) => {
    const { visitor } = await site({ options: brief, handle: counting });
    await visitor.get('/');
    vi.advanceTimersByTime(5);
    expect([await promised(store).all(), await promised(store).length()]).toEqual([{}, 0]);
  },
};

export const sessionsWithoutCookie: Behaviours = {
  // As in MemoryStore: the store takes what it is given, and the middleware says what it lacks.
  'a stored session without a cookie is an error of the request': async ({ site, store }) => {
    const { visitor } = await site({ handle: counting });
    const sid = sidIn(await visitor.get('/'));
    await promised(store).set(sid, { count: 7 });
    expect(await visitor.get('/')).toMatchObject({ status: 500, body: expect.stringMatching(/^Cannot read prop/) });
  },
};

/** express-session tells on stderr of what it will not take for ever; making a middleware is what is tried here. */
const make = (options: object) => () => expressSession({ secret, resave: false, saveUninitialized: false, ...options });

/** The value of the cookie that a site with this generator sends for a path. */
async function valueWith({ site }: Trial, genid: (req: { url?: string }) => string, path = '/'): Promise<string> {
  const { visitor } = await site({ options: { genid: genid as never } });
  return cookieIn(await visitor.get(path)).value;
}

export const genidOption: Behaviours = {
  'genid must be a function': () => {
    expect(make({ genid: 'text' })).toThrow('genid option must be a function');
  },
  'without genid the sid is 24 random octets in base64url': async ({ site }) => {
    const { newVisitor } = await site();
    const sids = [sidIn(await newVisitor().get('/')), sidIn(await newVisitor().get('/'))];
    for (const sid of sids) expect(sid).toMatch(/^[\w-]{32}$/);
    expect(sids[0]).not.toBe(sids[1]);
  },
  'genid gives the sid that is signed and sent': async (trial) => {
    expect(await valueWith(trial, () => 'apple')).toBe(signed('apple'));
  },
  'unsafe characters of a sid are encoded': async (trial) => {
    const value = await valueWith(trial, () => '%;"');
    expect(value).toMatch(/^s%3A%25%3B%22\./);
    expect(value).toBe(signed('%;"'));
  },
  'genid is given the request': async (trial) => {
    expect(await valueWith(trial, ({ url }) => `of ${url}`, '/foo')).toBe(signed('of /foo'));
  },
};

const nameOf = async ({ site }: Trial, options: TriedOptions) => {
  const { visitor } = await site({ options });
  return (await visitor.get('/')).setCookies.map((line) => line.split('=')[0]);
};

export const keyOption: Behaviours = {
  'without key the cookie is called connect.sid': async (trial) => {
    expect(await nameOf(trial, {})).toEqual(['connect.sid']);
  },
  'key, the old name of the option, names the cookie': async (trial) => {
    expect(await nameOf(trial, { key: 'session_id' })).toEqual(['session_id']);
  },
};

export const nameOption: Behaviours = {
  'without name the cookie is called connect.sid, whatever else is set': async (trial) => {
    expect(await nameOf(trial, { rolling: true })).toEqual(['connect.sid']);
  },
  'name names the cookie, before key': async (trial) => {
    expect(await nameOf(trial, { name: 'session_id', key: 'other' })).toEqual(['session_id']);
  },
};

async function usersWith({ site }: Trial, options: TriedOptions): Promise<string[]> {
  const { visitor } = await site({ options, handle: userOf });
  return [(await visitor.get('/')).body, (await visitor.get('/')).body];
}

/** Gets a session at one site, and says what another with the same store reads of it. */
async function readAcross({ site }: Trial, first: TriedOptions, second: TriedOptions): Promise<string> {
  const one = await site({ options: first, handle: userOf });
  await one.visitor.get('/');
  const other = await site({ options: second, handle: userOf });
  other.visitor.plant('connect.sid', one.visitor.cookie('connect.sid'));
  return (await other.visitor.get('/')).body;
}

export const secretOption: Behaviours = {
  'an empty list of secrets is refused at once': () => {
    expect(make({ secret: [] })).toThrow('secret option array must contain one or more strings');
  },
  'a text signs and verifies': async (trial) => {
    expect(await usersWith(trial, { secret: 'awesome cat' })).toEqual(['undefined', 'Alice']);
  },
  'a Buffer signs and verifies': async (trial) => {
    expect(await usersWith(trial, { secret: randomBytes(32) as never })).toEqual(['undefined', 'Alice']);
  },
  'a list signs': async (trial) => {
    expect(await usersWith(trial, { secret: ['first cat', 'second cat'] })).toEqual(['undefined', 'Alice']);
  },
  'a list signs with its first secret': async (trial) => {
    const list = { secret: ['first cat', 'second cat'] };
    expect(await readAcross(trial, list, { secret: 'second cat' })).toBe('undefined');
    expect(await readAcross(trial, list, { secret: 'first cat' })).toBe('Alice');
  },
  'a list verifies with each of its secrets': async (trial) => {
    const list = { secret: ['first cat', 'second cat'] };
    expect(await readAcross(trial, { secret: 'second cat' }, list)).toBe('Alice');
  },
};

/** Stands in for cookie-parser: puts the cookies where it puts them, and the header out of the way. */
function parsed(how: 'cookies' | 'signedCookies', name: string): Act {
  return (req) => {
    const text = new RegExp(`${name.replace('.', '\\.')}=([^;]*)`).exec(req.headers.cookie ?? '')?.[1];
    req.headers.cookie = 'foo=bar';
    if (text === undefined) return;
    const value = decodeURIComponent(text);
    const sid = value.slice(2, value.lastIndexOf('.'));
    if (how === 'cookies') req.cookies = { [name]: value };
    // cookie-parser verifies with its own secret, and gives the value without the signature.
    else if (value === `s:${sign(sid, secret)}`) req.signedCookies = { [name]: sid };
  };
}

/** What two requests count to, the second with its cookie changed. */
async function countsBehind({ site }: Trial, how: 'cookies' | 'signedCookies', change = (value: string) => value) {
  const name = 'connect.sid';
  const { visitor } = await site({ before: parsed(how, name), handle: counting });
  const first = (await visitor.get('/')).body;
  visitor.plant(name, change(visitor.cookie(name)));
  return [first, (await visitor.get('/')).body];
}

export const cookieParser: Behaviours = {
  'a signed value in req.cookies is taken': async (trial) => {
    expect(await countsBehind(trial, 'cookies')).toEqual(['1', '2']);
  },
  'a value without a signature in req.cookies is not taken': async (trial) => {
    expect(await countsBehind(trial, 'cookies', sidAlone)).toEqual(['1', '1']);
  },
  'a value with a wrong signature in req.cookies is not taken': async (trial) => {
    expect(await countsBehind(trial, 'cookies', cutSignature)).toEqual(['1', '1']);
  },
  'a value in req.signedCookies is taken as it is': async (trial) => {
    expect(await countsBehind(trial, 'signedCookies')).toEqual(['1', '2']);
  },
};
