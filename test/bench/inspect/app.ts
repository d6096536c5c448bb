/** An Express app in a process of its own, for test/bench/inspect.ts: plain, or with session-inspector/express. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import { inspect } from '../../../server/express/inspect.ts';

const [mode = 'plain', dataDir = ''] = process.argv.slice(2);
const module = mode === 'plain' ? session : inspect(session, { dataDir });
const app = express().disable('etag');
app.use(module({ secret: 'keyboard cat', resave: false, saveUninitialized: false }));
app.get('/empty', (request, response) => {
  const data = request.session as unknown as { count?: number };
  data.count = (data.count ?? 0) + 1;
  response.send('ok');
});
const price = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
/** A page of 300 rows, as a template makes it, with a session of a few hundred bytes that is read. */
app.get('/page', (request, response) => {
  const data = request.session as unknown as { count?: number; cart?: unknown[] };
  data.count = (data.count ?? 0) + 1;
  data.cart ??= Array.from({ length: 10 }, (_, id) => ({ id, name: `item ${id}`, price: id * 1.5 }));
  const rows = Array.from({ length: 300 }, (_, place) => {
    const name = encodeURIComponent(`Name ${place}`);
    return `<tr><td>${place}</td><td>${name}</td><td>${price.format(place * 1.5)}</td></tr>`;
  });
  response.send(`<table>${rows.join('')}</table>`);
});
const server = createServer(app).listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('SIGINT', () => process.exit());
process.on('message', () => process.send?.(process.cpuUsage()));
