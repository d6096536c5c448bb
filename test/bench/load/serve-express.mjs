/** The watched app of the benchmark in a separate process: Express with express-session in memory. */
import express from 'express';
import session from 'express-session';
import { answerParent } from './answer-parent.mjs';

const app = express();
app.use(session({ secret: 'bench', resave: false, saveUninitialized: true }));
app.get('/', (request, response) => {
  request.session.visits = (request.session.visits ?? 0) + 1;
  response.json({ visits: request.session.visits });
});
const server = app.listen(0, '127.0.0.1', () => answerParent(server.address().port));
