/**
 * The three routes of the tutorial on each peer: an ordinary Express app with that peer's store, as its README sets
 * it up, recording nothing. JavaScript, since most of these packages have no types.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import express from 'express';
import session from 'express-session';

const require = createRequire(import.meta.url);

/** Makes the middleware of a peer. `dir` is an empty folder for it alone. */
const middlewareOf = {
  'memory-store': () => sessionWith(new session.MemoryStore()),
  'better-sqlite3-session-store': (dir) => {
    const Store = require('better-sqlite3-session-store')(session);
    const client = new Database(join(dir, 'sessions.db'));
    client.pragma('journal_mode = WAL');
    return sessionWith(new Store({ client }));
  },
  'connect-sqlite3': (dir) => {
    const Store = require('connect-sqlite3')(session);
    return sessionWith(new Store({ dir, db: 'sessions.db', concurrentDB: 'true' }));
  },
  'session-file-store': (dir) => {
    const Store = require('session-file-store')(session);
    const path = join(dir, 'sessions');
    mkdirSync(path);
    return sessionWith(new Store({ path, logFn: () => {} }));
  },
  'cookie-session': () => require('cookie-session')({ name: 'session', secret: 'a secret for the benchmark' }),
};

/** The site of a peer. `bare`: no session at all, the ceiling. */
export function siteOf(name, dir) {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (name === 'bare') {
    for (const path of ['/setsession', '/getsession']) app.get(path, (_req, res) => res.send('Welcome Admin'));
    return app;
  }
  app.use(middlewareOf[name](dir));
  app.get('/setsession', (req, res) => {
    req.session.Username = 'Admin';
    res.send('The session has been Set');
  });
  app.get('/getsession', (req, res) => {
    res.send(`Welcome ${req.session.Username ?? 'Anonymous'}`);
  });
  // Another value each time, so that each request is a save.
  let count = 0;
  app.get('/count', (req, res) => {
    req.session.Username = String(++count);
    res.send('The session has been Set');
  });
  return app;
}

function sessionWith(store) {
  return session({ secret: 'a secret for the benchmark', resave: false, saveUninitialized: false, store });
}
