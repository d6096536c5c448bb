import express, { type RequestHandler, Router } from 'express';
import type { Json } from '../contract/json.ts';
import type { SessionEngine } from '../session/engine.ts';
import { refuseValue, valueLimits } from '../session/value-guard.ts';

/** JSON text of a value at the limit, with room for its escapes. */
const bodyLimitBytes = valueLimits.valueBytes + 1024;

/**
 * The general routes behind the buttons, all JSON:
 *
 *     GET    /session              every key and value
 *     DELETE /session              remove every key
 *     GET    /session/keys/:key    one value; 404 if the session has no such key
 *     POST   /session/keys/:key    set it to the JSON value of the body
 *     DELETE /session/keys/:key    pop it: answers with the value it had; 404 if there was none
 *     POST   /session/regenerate   a new sid for the same data
 *     POST   /session/destroy      end the session
 *
 * POST takes application/json only, which a page of another origin cannot send without asking first (CORS preflight).
 */
export function sessionRoutes(engine: SessionEngine): Router {
  const routes = Router();
  const jsonBody = express.json({ strict: false, limit: bodyLimitBytes });

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

  routes.post('/session/keys/:key', jsonOnly, jsonBody, (req, res) => {
    const key = String(req.params.key);
    const value = req.body as Json | undefined;
    const refusal =
      value === undefined
        ? { reason: 'no-value', message: 'The body is empty: send the value as JSON.' }
        : refuseValue(key, value);
    if (refusal !== null) {
      res.status(400).json({ title: refusal.message, status: 400, code: refusal.reason });
      return;
    }
    engine.sessionOf(req).set(key, value as Json);
    res.json({ title: `${key} has been set`, key, value });
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

  return routes;
}

/** Refuses what a plain HTML form could send: text/plain and the form types need no CORS preflight. */
const jsonOnly: RequestHandler = (req, res, next) => {
  if (req.is('application/json')) next();
  else res.status(415).json({ title: 'Send the value as application/json.', status: 415, code: 'not-json' });
};

function noSuchKey(key: string) {
  return { title: `${key} is not in the session`, status: 404, code: 'no-such-key' };
}
