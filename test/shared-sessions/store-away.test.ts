import { expect, test } from 'vitest';
import { sessionSite } from '../support/observed-site.ts';
import { placeAt, sharedStore } from '../support/shared-stores.ts';

test.each([
  ['without a cookie', false],
  ['with a session for each visitor', true],
])('a store that was never reached gives 503 and no cookie: a request %s', async (_what, saveUninitialized) => {
  const { store } = sharedStore(placeAt('redis', 'redis://127.0.0.1:1', 'away:'));
  await store.opened;
  const site = await sessionSite(
    (app, engine) => {
      app.get('/setsession', (req, res) => {
        engine.sessionOf(req).set('Username', 'Admin');
        res.end('set');
      });
    },
    { store, options: { saveUninitialized } },
  );
  const response = await fetch(`${site.url}/setsession`);
  expect([response.status, response.headers.get('set-cookie')]).toEqual([503, null]);
});
