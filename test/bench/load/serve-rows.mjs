/**
 * An app whose answers do not depend on its store: node serve-rows.mjs REDIS-URL. Each request writes the row of its
 * session anew, as connect-redis does, with another number in it and a given large rest, and does not wait for Redis.
 * `/rest?shape=NAME` chooses the rest; `/rows?count=N` writes that many rows in one call.
 */
import { createServer } from 'node:http';
import { createClient } from '@redis/client';
import { answerParent } from './answer-parent.mjs';
import { largeRests } from './large-rests.mjs';

const [url] = process.argv.slice(2);
const client = createClient({ url });
client.on('error', () => {});
await client.connect();

let rest = largeRests.small();
let number = 0;
const expires = new Date(Date.now() + 3_600_000).toISOString();
const cookie = JSON.stringify({ originalMaxAge: 3_600_000, expires, httpOnly: true, path: '/' });
const write = (sid) => client.set(`sess:${sid}`, `{"cookie":${cookie},"count":${++number},"rest":${rest}}`);

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/rest') {
    rest = largeRests[searchParams.get('shape')]();
    response.end('chosen');
    return;
  }
  if (pathname === '/rows') {
    for (let n = 0; n < Number(searchParams.get('count')); n++) void write(`many-${n}`);
    response.end('written');
    return;
  }
  const sid = /connect\.sid=s%3A([\w-]+)\./.exec(request.headers.cookie ?? '')?.[1];
  if (sid !== undefined) await write(sid);
  response.end(`count ${number}`);
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => answerParent(server.address().port));
