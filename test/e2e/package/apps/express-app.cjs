// An Express app of somebody else, written for require(). It says its port on stdout and ends when its input does.
const express = require('express');
const session = require('express-session');
const { SqliteStore } = require('session-inspector/store');

const store = new SqliteStore({ path: process.argv[2] });
const app = express();
app.use(
  session({
    store,
    secret: 'keyboard cat',
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { maxAge: Number(process.argv[3] ?? 60_000) },
  }),
);
app.get('/count', (req, res) => {
  req.session.count = (req.session.count ?? 0) + 1;
  res.json(req.session.count);
});
app.get('/look', (req, res) => res.json({ sid: req.sessionID, count: req.session.count ?? null }));
app.get('/regenerate', (req, res, next) =>
  req.session.regenerate((error) => (error ? next(error) : res.json(req.sessionID))),
);
app.get('/destroy', (req, res, next) => req.session.destroy((error) => (error ? next(error) : res.json('destroyed'))));
app.get('/stored', (_req, res, next) =>
  store.all((error, sessions) => (error ? next(error) : res.json(Object.keys(sessions)))),
);
const server = app.listen(0, '127.0.0.1', () => console.log(`${server.address().port}`));
process.stdin.resume().on('end', () => server.close(() => store.close()));
