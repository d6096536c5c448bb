// An Express app of somebody else that is seen from inside: its session line is the only one that differs.
const express = require(process.argv[2]);
const { inspect } = require('session-inspector/express');
const session = inspect(require('express-session'));

const app = express();
app.use('/static', (_req, res) => res.send('static'));
app.use(session({ secret: 'keyboard cat', resave: false, saveUninitialized: false }));
app.get('/count', (req, res) => {
  req.session.count = (req.session.count ?? 0) + 1;
  res.json(req.session.count);
});
app.get('/login', (req, res, next) => req.session.regenerate((error) => (error ? next(error) : res.json('in'))));
app.get('/logout', (req, res, next) => req.session.destroy((error) => (error ? next(error) : res.json('out'))));
const server = app.listen(0, '127.0.0.1', () => console.log(`${server.address().port}`));
process.stdin.resume().on('end', () => server.close());
