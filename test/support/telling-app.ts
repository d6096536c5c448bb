/**
 * An Express app on MemoryStore with session-inspector/express, as a program of its own. It says its port on stdout,
 * and ends when its input does. SESSION_INSPECTOR_DATA_DIR names the inspector.
 */
import type { AddressInfo } from 'node:net';
import express from 'express';
import expressSession from 'express-session';
import { inspect } from '../../server/express.ts';

const session = inspect(expressSession);
const app = express();
app.use(session({ secret: 'keyboard cat', resave: false, saveUninitialized: false, cookie: { maxAge: 3_600_000 } }));
app.get('/login', (request, response) => {
  Object.assign(request.session, { user: String(request.query.user) });
  response.send('in');
});
app.get('/logout', (request, response) => request.session.destroy(() => response.send('out')));
const server = app.listen(0, '127.0.0.1', () => console.log(`${(server.address() as AddressInfo).port}`));
process.stdin.resume().on('end', () => {
  server.closeAllConnections();
  server.close();
});
