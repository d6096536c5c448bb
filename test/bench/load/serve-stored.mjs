/**
 * An Express app on a session store: node serve-stored.mjs KIND PLACE, with the kinds redis, sqlite, files, postgres.
 * Tells its port, and ends with the process that started it.
 */
import { createRequire } from 'node:module';
import { createClient } from '@redis/client';
import Database from 'better-sqlite3';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import pg from 'pg';
import { answerParent } from './answer-parent.mjs';

const require = createRequire(import.meta.url);
const [kind, place] = process.argv.slice(2);

async function storeOf() {
  switch (kind) {
    case 'redis': {
      const client = createClient({ url: place });
      await client.connect();
      return new RedisStore({ client });
    }
    case 'sqlite': {
      const SqliteStore = require('better-sqlite3-session-store')(session);
      return new SqliteStore({ client: new Database(place), expired: { clear: false, intervalMs: 900_000 } });
    }
    case 'files': {
      const FileStore = require('session-file-store')(session);
      return new FileStore({ path: place, logFn: () => {}, reapInterval: -1, retries: 0 });
    }
    case 'postgres': {
      const PgStore = require('connect-pg-simple')(session);
      return new PgStore({ pool: new pg.Pool({ connectionString: place }), pruneSessionInterval: false });
    }
    default:
      throw new Error(`There is no kind ${kind}.`);
  }
}

const app = express();
const store = await storeOf();
app.use(session({ store, secret: 'a secret', resave: false, saveUninitialized: false, cookie: { maxAge: 3_600_000 } }));
app.get('/count', (request, response) => {
  request.session.count = (request.session.count ?? 0) + 1;
  response.send(`count ${request.session.count}`);
});
const server = app.listen(0, '127.0.0.1', () => answerParent(server.address().port));
// A connection that the app closes while a request is on its way is another thing than the store.
server.keepAliveTimeout = 600_000;
