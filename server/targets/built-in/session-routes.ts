import type { Express } from 'express';
import type { SessionEngine } from '../../engines/engine.ts';
import { refuseSize, refuseValue } from '../../engines/value-guard.ts';
import { jsonOnly, readJsonBody } from './json-body.ts';

/**
 * The general routes of the buttons. All of them answer JSON:
 *
 *     GET    /session              every key and value
 *     DELETE /session              removes every key
 *     GET    /session/keys/:key    one value; 404 if the session does not have the key
 *     POST   /session/keys/:key    sets it to the JSON value of the body
 *     DELETE /session/keys/:key    removes it and answers with its value; 404 if it did not exist
 *     POST   /session/regenerate   a new sid for the same data
 *     POST   /session/destroy      ends the session
 *
 * A value must be sent as application/json, which a page of another origin cannot send without a CORS preflight. All
 * routes that change something are refused to pages of other origins (foreign-pages.ts).
 */
export function addSessionRoutes(routes: Express, engine: SessionEngine): void {
  routes.get('/session', (req, res) => {
    res.json(engine.sessionOf(req).list());
  });

  routes.delete('/session', (req, res) => {
    engine.sessionOf(req).clear();
    res.status(204).end();
  });

  routes.get('/session/keys/:key', (req, res) => {
    const value = engine.sessionOf(req).get(req.params.key);
    if (value === undefined) res.status(404).json(noSuchKey(req.params.key));
    else res.json(value);
  });

  routes.post('/session/keys/:key', jsonOnly, (req, res) => {
    const key = String(req.params.key);
    const body = readJsonBody(req);
    if (!body.ok) {
      res.status(400).json({ title: body.message, status: 400, code: body.code });
      return;
    }
    const session = engine.sessionOf(req);
    const refusal = refuseValue(key, body.value) ?? refuseSize(session.bytesWith(key, body.value));
    if (refusal !== null) {
      res.status(400).json({ title: refusal.message, status: 400, code: refusal.reason });
      return;
    }
    session.set(key, body.value);
    res.json({ title: `${key} has been set`, key, value: body.value });
  });

  routes.delete('/session/keys/:key', (req, res) => {
    const value = engine.sessionOf(req).pop(req.params.key);
    if (value === undefined) res.status(404).json(noSuchKey(req.params.key));
    else res.json(value);
  });

  routes.post('/session/regenerate', async (req, res) => {
    await engine.sessionOf(req).regenerate();
    res.json({ title: 'The session has a new id' });
  });

  routes.post('/session/destroy', async (req, res) => {
    await engine.sessionOf(req).destroy();
    res.json({ title: 'The session has been destroyed' });
  });
}

function noSuchKey(key: string) {
  return { title: `${key} is not in the session`, status: 404, code: 'no-such-key' };
}
