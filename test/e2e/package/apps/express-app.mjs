// The same store, loaded by import.
import express from 'express';
import session from 'express-session';
import { SqliteStore } from 'session-inspector/store';

const store = new SqliteStore({ path: process.argv[2] });
const app = express();
app.use(session({ store, secret: 'keyboard cat', resave: false, saveUninitialized: false }));
app.get('/count', (req, res) => {
  req.session.count = (req.session.count ?? 0) + 1;
  res.json(req.session.count);
});
app.get('/is-a-store', (_req, res) => res.json(store instanceof session.Store));
const server = app.listen(0, '127.0.0.1', () => console.log(`${server.address().port}`));
process.stdin.resume().on('end', () => server.close(() => store.close()));
