/** The defaults that Settings names for the frameworks, held against the frameworks themselves. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session, { MemoryStore } from 'express-session';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ENGINE_OPTIONS, frameworkDefaultOf } from '../../renderer/model/engine-options.ts';
import { askRealFlask } from '../cookie/flask/real-flask.ts';
import { Visitor } from '../support/visitor.ts';
import { needs, where } from '../support/where.ts';

const own = (name: string) => {
  const option = ENGINE_OPTIONS.find((candidate) => candidate.name === name);
  if (option === undefined) throw new Error(`no option ${name}`);
  return frameworkDefaultOf(option.id);
};

test('an app that sets no option of express-session behaves as the named defaults say', async () => {
  const store = new MemoryStore();
  const saved = vi.spyOn(store, 'set');
  const destroyed = vi.spyOn(store, 'destroy');
  const app = express();
  // express-session warns of the two defaults that will change, and of nothing else.
  const warnings: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => warnings.push(String(text)) > 0);
  app.use(session({ secret: 'secret', store }));
  vi.mocked(process.stderr.write).mockRestore();
  expect(warnings.map((text) => /undefined (\w+) option/.exec(text)?.[1])).toEqual(['resave', 'saveUninitialized']);
  app.get('/', (_req, res) => void res.end());
  app.get('/unset', (req, res) => {
    (req as { session: unknown }).session = null;
    res.end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    vi.restoreAllMocks();
  });
  const visitor = new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  const first = await visitor.get('/');
  expect(own('saveUninitialized')).toBe(saved.mock.calls.length === 1);
  const [line = ''] = first.setCookies;
  expect(own('cookie.httpOnly')).toBe(/; HttpOnly/i.test(line));
  expect(own('cookie.secure')).toBe(/; Secure/i.test(line));
  expect(own('cookie.sameSite')).toBe(/; SameSite/i.test(line) ? 'set' : null);
  expect(own('cookie.maxAge')).toBe(/; Expires/i.test(line) ? 'set' : null);

  const second = await visitor.get('/');
  expect(own('resave')).toBe(saved.mock.calls.length === 2);
  expect(own('rolling')).toBe(second.setCookies.length > 0);
  await visitor.get('/unset');
  expect(own('unset')).toBe(destroyed.mock.calls.length === 0 ? 'keep' : 'destroy');
});

where(needs.flask)('a new Flask app has the configuration that the named defaults say', async () => {
  const [{ config } = {}] = await askRealFlask([{ do: 'defaults' }]);
  expect({
    SESSION_COOKIE_HTTPONLY: own('SESSION_COOKIE_HTTPONLY'),
    SESSION_COOKIE_SECURE: own('SESSION_COOKIE_SECURE'),
    SESSION_COOKIE_SAMESITE: own('SESSION_COOKIE_SAMESITE'),
    SESSION_REFRESH_EACH_REQUEST: own('SESSION_REFRESH_EACH_REQUEST'),
    PERMANENT_SESSION_LIFETIME: own('PERMANENT_SESSION_LIFETIME'),
    'session.permanent': own('session.permanent'),
    SECRET_KEY: own('SECRET_KEY') === true ? 'set' : null,
  }).toEqual(config);
});
