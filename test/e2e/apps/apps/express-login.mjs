/**
 * Express 5 with express-session in memory, on a free loopback port. Says its port in one line, then serves until its
 * input ends.
 */
import express from 'express';
import session from 'express-session';

const app = express();
app.use(session({ secret: 'a secret of the Express app', resave: false, saveUninitialized: false }));
app.use(express.urlencoded());
app.get('/', (request, response) => {
  response.send(`<p id="who">${request.session.name ?? 'nobody'}</p><form method="post" action="/login">
<input name="name"><button>Log in</button></form><form method="post" action="/logout"><button>Log out</button></form>`);
});
app.post('/login', (request, response, next) => {
  // A new id, as the documentation of express-session advises at a login.
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.name = request.body.name;
    response.redirect('/');
  });
});
app.post('/logout', (request, response, next) => {
  request.session.destroy((error) => (error ? next(error) : response.redirect('/')));
});
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().once('end', () => process.exit(0));
