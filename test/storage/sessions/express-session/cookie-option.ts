import { expect } from 'vitest';
import { attributesIn, type Behaviours, sentCookie } from './behaviours.ts';
import type { Act, Trial } from './trial.ts';

const below: Trial['site'] extends (options: infer O) => unknown ? O : never = {
  options: { cookie: { path: '/foo/bar' } },
};

/** Whether a request of this path gets a cookie whose path is /foo/bar. */
async function isSentFor({ site }: Trial, path: string, headers: Record<string, string> = {}): Promise<boolean> {
  const { visitor } = await site(below);
  const reply = await visitor.send('GET', path, { headers });
  expect(reply.status).toBe(200);
  return sentCookie(reply) !== null;
}

/** As a framework does that mounts the middleware below a path: `url` is what follows it. */
const mountedAt =
  (path: string): Act =>
  (req) => {
    if (!req.url?.startsWith(path)) return;
    req.originalUrl = req.url;
    req.url = req.url.slice(path.length);
  };

async function isSentBelow({ site }: Trial, path: string): Promise<boolean> {
  const { visitor } = await site({ ...below, before: mountedAt('/foo') });
  return sentCookie(await visitor.get(path)) !== null;
}

export const pathOfTheCookie: Behaviours = {
  'no cookie for a path outside of its own': async (trial) => {
    expect(await isSentFor(trial, '/')).toBe(false);
  },
  'no cookie where only the Host header has the text of the path': async (trial) => {
    expect(await isSentFor(trial, '/', { Host: 'http://foo/bar' })).toBe(false);
  },
  'a cookie for its own path': async (trial) => {
    expect(await isSentFor(trial, '/foo/bar')).toBe(true);
  },
  'a cookie for what is below its path': async (trial) => {
    expect(await isSentFor(trial, '/foo/bar/baz')).toBe(true);
  },
  'below another middleware the whole path of the request counts': async (trial) => {
    expect(await isSentBelow(trial, '/foo/bar')).toBe(true);
  },
  'so there is none where only the rest of the path is its own': async (trial) => {
    expect(await isSentBelow(trial, '/foo/foo/bar')).toBe(false);
  },
};

export const cookieAsFunction: Behaviours = {
  'cookie may be a function that gives the options': async ({ site }) => {
    const options = { cookie: () => ({ path: '/test', httpOnly: true, secure: false }) };
    const { visitor } = await site({ options });
    expect(attributesIn(await visitor.get('/test'))).toEqual({ path: '/test', httponly: true });
  },
  'that function is given the request': async ({ site }) => {
    const options = { cookie: (req: { url: string }) => ({ path: req.url, httpOnly: false }) };
    const { visitor } = await site({ options: options as never });
    expect(attributesIn(await visitor.get('/own'))).toEqual({ path: '/own' });
  },
};
