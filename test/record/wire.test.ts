import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { recordedSite } from '../support/observed-site.ts';
import { exchange } from '../support/raw-socket.ts';

const answers: Record<string, { handle: RequestListener; request?: string }> = {
  'an answer of known length': { handle: (_, res) => res.setHeader('Content-Length', 5).end('hello') },
  'an answer in chunks': {
    handle: (_, res) => {
      res.write('hel');
      res.end('lo');
    },
  },
  'headers twice, in odd cases and with odd values': {
    handle: (_, res) => {
      res.setHeader('set-COOKIE', ['a=1', 'b=2; Path=/']);
      res.setHeader('X-Twice', ['one', 'two']);
      res.setHeader('x-empty', '');
      res.setHeader('X-Spaces', '  inside  and around ');
      res.setHeader('X-Latin', 'caf\xe9');
      res.end(Buffer.from('hello'));
    },
  },
  'a header that ends in a space at the very end of the head': {
    handle: (_, res) => {
      res.sendDate = false;
      res.writeHead(200, ['Connection', 'close', 'Content-Length', '2', 'X-Last', 'space ']).end('ok');
    },
  },
  'a status of its own, with raw headers': {
    handle: (_, res) => res.writeHead(299, 'Quite  fine', ['X-A', '1', 'x-a', '2', 'X-A', '3']).end('hello'),
  },
  'a status without a text': { handle: (_, res) => res.writeHead(200, ' ').end() },
  'a HEAD request': {
    handle: (_, res) => res.setHeader('Content-Length', 5).end('hello'),
    request: 'HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  },
  'a 204': { handle: (_, res) => res.writeHead(204).end() },
  'a 304 with the length of what it stands for': {
    handle: (_, res) => res.writeHead(304, { 'Content-Length': 1000 }).end(),
  },
  'HTTP/1.0': { handle: (_, res) => res.end('hello'), request: 'GET / HTTP/1.0\r\n\r\n' },
  'early hints before the answer': {
    handle: (_, res) => res.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => res.end('hello')),
  },
  'trailers after the answer': {
    handle: (_, res) => {
      res.writeHead(200, { Trailer: 'X-Sum' });
      res.write('hello');
      res.addTrailers({ 'X-Sum': '1' });
      res.end();
    },
  },
};

/** The final head on the wire, as text and without the interim ones. */
function headOf(received: string): string {
  const final = received.replace(/^(HTTP\/1\.1 1\d\d [\s\S]*?\r\n\r\n)+/, '');
  return final.slice(0, final.indexOf('\r\n\r\n') + 4);
}

function headIn(record: RequestRecord): string {
  const lines = record.responseHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${record.status} ${record.statusText}\r\n${lines}\r\n`;
}

test.each(Object.entries(answers))(
  '%s: the record has the head that was on the wire, to the byte',
  async (_, answer) => {
    const site = await recordedSite(answer.handle);
    const request = answer.request ?? 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const received = await exchange(site.port, request);
    const [record] = await site.recorded(1);
    expect(headIn(record as RequestRecord)).toBe(headOf(received));
  },
);

test.each([
  ['of known length', 5, answers['an answer of known length']],
  ['to a HEAD request', 0, answers['a HEAD request']],
  ['with 204', 0, answers['a 204']],
  ['with 304', 0, answers['a 304 with the length of what it stands for']],
  ['without a length, over HTTP/1.0', 5, answers['HTTP/1.0']],
  ['in chunks, their frames counted', '3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'.length, answers['an answer in chunks']],
])('counts the body of an answer %s', async (_, bytes, answer) => {
  const site = await recordedSite(answer?.handle as RequestListener);
  await exchange(site.port, answer?.request ?? 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect((await site.recorded(1))[0]?.responseBodyBytes).toBe(bytes);
});

test('the record has the request as it came: target, headers in order, in their case, with duplicates', async () => {
  const site = await recordedSite((_, res) => res.end());
  const headers = [
    'Host: localhost',
    'cookie: a=1',
    'X-Twice: one',
    'x-twice: two',
    'COOKIE: b=2',
    'Content-Type:text/plain',
    'Content-type: text/html',
    'X-Empty:',
    'X-Latin: caf\xe9',
    'Connection: close',
  ];
  await exchange(
    site.port,
    `POST /a%2Fb/%zz?x=1&x=%00#f HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`,
  );
  expect((await site.recorded(1))[0]).toMatchObject({
    method: 'POST',
    url: '/a%2Fb/%zz?x=1&x=%00#f',
    httpVersion: '1.1',
    requestHeaders: [
      ['Host', 'localhost'],
      ['cookie', 'a=1'],
      ['X-Twice', 'one'],
      ['x-twice', 'two'],
      ['COOKIE', 'b=2'],
      ['Content-Type', 'text/plain'],
      ['Content-type', 'text/html'],
      ['X-Empty', ''],
      ['X-Latin', 'caf\xe9'],
      ['Connection', 'close'],
      ['Content-Length', '0'],
    ],
  });
});

test('a body that comes in chunks is one request', async () => {
  const site = await recordedSite((req, res) => {
    let received = '';
    req.on('data', (chunk) => {
      received += chunk;
    });
    req.on('end', () => res.end(received));
  });
  const request =
    'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n';
  expect(await exchange(site.port, request)).toMatch(/hello/);
  expect((await site.recorded(1))[0]).toMatchObject({ method: 'POST', status: 200, isAborted: false });
});

test('requests on one connection get ids in the order of arrival, whichever is answered first', async () => {
  const site = await recordedSite((req, res) => {
    if (req.url === '/slow') setTimeout(() => res.end('slow'), 20);
    else res.end('quick');
  });
  const requests = ['/slow', '/quick', '/last'].map((url) => {
    const close = url === '/last' ? 'Connection: close\r\n' : '';
    return `GET ${url} HTTP/1.1\r\nHost: x\r\n${close}\r\n`;
  });
  const received = await exchange(site.port, requests.join(''));
  expect(received.match(/slow|quick/g)).toEqual(['slow', 'quick', 'quick']);
  const records = await site.recorded(3);
  expect(records.map(({ id, url, status, responseBodyBytes }) => [id, url, status, responseBodyBytes])).toEqual([
    [1, '/slow', 200, 4],
    [2, '/quick', 200, 5],
    [3, '/last', 200, 5],
  ]);
});

test('pipelined answers in chunks are counted apart', async () => {
  const site = await recordedSite((req, res) => {
    res.write(req.url ?? '');
    setTimeout(() => res.end('!'), 5);
  });
  const request = (url: string, close: string) => `GET ${url} HTTP/1.1\r\nHost: x\r\n${close}\r\n`;
  await exchange(site.port, request('/one', '') + request('/two2', '') + request('/three', 'Connection: close\r\n'));
  const records = await site.recorded(3);
  const framed = (text: string) => `${text.length}\r\n${text}\r\n1\r\n!\r\n0\r\n\r\n`.length;
  expect(records.map((record) => record.responseBodyBytes)).toEqual(['/one', '/two2', '/three'].map(framed));
});
