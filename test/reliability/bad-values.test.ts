import { expect, test } from 'vitest';
import type { Json } from '../../server/contract/json.ts';
import { keepAlive, send } from '../support/http.ts';
import { observeSite } from '../support/site-with-engines.ts';

function circle(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}

function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { value };
  return value;
}

const bad: readonly (readonly [string, unknown])[] = [
  ['a BigInt', 1n],
  ['a BigInt inside', { deep: [1n] }],
  ['a circle', circle()],
  ['a nesting of 20,000 levels', nested(20_000)],
  ['a toJSON that throws', { toJSON: () => JSON.parse('{') }],
];

test.each(
  (['server-side', 'client-side'] as const).flatMap((engine) => bad.map(([name, value]) => ({ engine, name, value }))),
)(
  '23: $engine: a handler that puts $name into the session fails at once, and the session stays',
  async ({ engine, value }) => {
    const site = await observeSite((app, sessions) => {
      app.get('/good', (req, res) => {
        sessions.sessionOf(req).set('name', 'Admin');
        res.send('set');
      });
      app.get('/bad', (req, res) => {
        sessions.sessionOf(req).set('name', value as Json);
        res.send('set');
      });
      app.get('/look', (req, res) => void res.json(sessions.sessionOf(req).list()));
    });
    site.settings.engine = engine;
    const agent = keepAlive();
    const { setCookies } = await send(site.origin, '/good', { agent });
    const headers = { Cookie: setCookies[0]?.split(';')[0] ?? '' };
    expect((await send(site.origin, '/bad', { headers, agent })).status).toBe(500);
    expect(JSON.parse((await send(site.origin, '/look', { headers, agent })).body)).toEqual({ name: 'Admin' });
    agent.destroy();
  },
);
