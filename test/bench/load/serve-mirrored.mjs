/**
 * An Express app whose sessions are in its memory and, without waiting, in Redis as connect-redis writes them: node
 * serve-mirrored.mjs REDIS-URL. Its own answers do not depend on Redis, so what a stalled store costs a request is the
 * cost of the proxy.
 */
import { createClient } from '@redis/client';
import express from 'express';
import session from 'express-session';
import { answerParent } from './answer-parent.mjs';

const [url] = process.argv.slice(2);
const client = createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: () => 200 } });
client.on('error', () => {});
await client.connect();

class MirroredStore extends session.MemoryStore {
  set(sid, data, done) {
    client.set(`sess:${sid}`, JSON.stringify(data), { expiration: { type: 'EX', value: 3600 } }).catch(() => {});
    super.set(sid, data, done);
  }
}

const app = express();
const store = new MirroredStore();
app.use(session({ store, secret: 'a secret', resave: false, saveUninitialized: false, cookie: { maxAge: 3_600_000 } }));
app.get('/count', (request, response) => {
  request.session.count = (request.session.count ?? 0) + 1;
  response.send(`count ${request.session.count}`);
});
const server = app.listen(0, '127.0.0.1', () => answerParent(server.address().port));
// A connection that the app closes while a request is on its way is another thing than the store.
server.keepAliveTimeout = 600_000;
