import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Message, readMessage } from '../../support/http-message.ts';
import { proxyTo } from '../../support/proxied.ts';
import { rawClient, rawUpstream } from '../../support/raw-exchange.ts';
import type { RawUpstream } from '../../support/raw-server.ts';

/*
 * What may be otherwise through the proxy (docs/watch.md has the whole list): white space around the value of a line is
 * one space before it, a body in chunks is cut into other chunks, and an answer in HTTP/1.0 is one in HTTP/1.1.
 */

const token = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!#$%&+^`|~'),
  minLength: 1,
  maxLength: 12,
});
const latin1 = fc.constantFrom(
  ...Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place)),
  'é',
  'ÿ',
  '\xa0',
  '\t',
);
const value = fc.string({ unit: latin1, maxLength: 24 }).map((text) => text.trim());
const padding = fc.constantFrom('', ' ', '  ', '\t');
/** Names that frame a message, or that mean something to the connection, are not chosen by chance. */
const reserved =
  /^(?:content-length|transfer-encoding|connection|proxy-connection|keep-alive|te|trailer|upgrade|host|expect|date|cookie|set-cookie|http2-settings)$/i;
const line = fc
  .tuple(
    token.filter((name) => !reserved.test(name)),
    padding,
    value,
    padding,
  )
  .map(([name, before, text, after]) => `${name}:${before}${text}${after}`);
const known = fc.constantFrom(
  'Cookie: a=1; b="2;3"',
  'cookie: c=4',
  'COOKIE:',
  'Accept: */*',
  'accept: text/html',
  'X-Forwarded-For: 10.0.0.1',
  'X-Forwarded-Host: evil.example',
  'Forwarded: for=10.0.0.1',
  'Origin: http://localhost:5001',
  'Range: bytes=0-9',
  'User-Agent: raw/1.0',
);
const answered = fc.constantFrom(
  'Set-Cookie: a=1; Path=/; HttpOnly',
  'set-cookie: a=2; Domain=localhost',
  'SET-COOKIE: b=é',
  'Date: Mon, 01 Jan 2024 00:00:00 GMT',
  'Content-Encoding: gzip',
  'Location: /next',
  'Vary: Cookie',
  'Server: raw',
);
const octets = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 200,
});
type Framing = {
  readonly kind: 'none' | 'length' | 'chunked' | 'close';
  readonly body: string;
  readonly trailers: string[];
};
const framing = (...kinds: Framing['kind'][]): fc.Arbitrary<Framing> =>
  fc.record({ kind: fc.constantFrom(...kinds), body: octets, trailers: fc.array(line, { maxLength: 2 }) });

const exchanges = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'M-SEARCH'),
  target: fc.constantFrom('/', '/a/b?c=d&e', '//double', '/%zz%2F', '/a;b=c?d=[e]', '/../x', '*'),
  lines: fc.array(fc.oneof(line, known), { maxLength: 8 }),
  request: framing('none', 'length', 'chunked'),
  status: fc.constantFrom(
    '200 OK',
    '201 ',
    '200 Überraschung',
    '302 Found',
    '404 Not Found',
    '204 No Content',
    '304 Not Modified',
    '500 Oh',
  ),
  version: fc.constantFrom('1.1', '1.1', '1.0'),
  answer: fc.array(fc.oneof(line, answered), { maxLength: 8 }),
  response: framing('length', 'chunked', 'close'),
  connection: fc.constantFrom('Connection: close', 'connection: Keep-Alive', null),
  interim: fc.boolean(),
});

type Exchange = typeof exchanges extends fc.Arbitrary<infer T> ? T : never;

function framed({ kind, body, trailers }: Framing): { readonly line: string[]; readonly text: string } {
  if (kind === 'length') return { line: [`Content-Length: ${body.length}`], text: body };
  if (kind !== 'chunked') return { line: [], text: kind === 'close' ? body : '' };
  const middle = Math.floor(body.length / 2);
  const chunks = [body.slice(0, middle), body.slice(middle)].filter((chunk) => chunk !== '');
  const text = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return {
    line: ['Transfer-Encoding: chunked', 'Trailer: x'],
    text: `${text}0\r\n${trailers.map((each) => `${each}\r\n`).join('')}\r\n`,
  };
}

function requestOf({ method, target, lines, request }: Exchange): string {
  const { line: framingLines, text } = framed(request);
  return `${[`${method} ${target} HTTP/1.1`, 'hOsT: localhost:5001', ...lines, ...framingLines].join('\r\n')}\r\n\r\n${text}`;
}

function hasBody({ method, status }: Exchange): boolean {
  return method !== 'HEAD' && !/^(?:204|304)/.test(status);
}

function answerOf(exchange: Exchange): { readonly early: string; readonly final: string; readonly isOver: boolean } {
  const { status, answer, response, interim, version, connection } = exchange;
  const kind = version === '1.0' && response.kind === 'chunked' ? 'close' : response.kind;
  const { line: framingLines, text } = framed({ ...response, kind });
  const lines = [...answer, ...(hasBody(exchange) ? framingLines : []), ...(connection === null ? [] : [connection])];
  const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nlink: </b.css>\r\n\r\n';
  return {
    early: interim && version === '1.1' ? early : '',
    final: `${[`HTTP/${version} ${status}`, ...lines].join('\r\n')}\r\n\r\n${hasBody(exchange) ? text : ''}`,
    // The end of the connection is the end of such a body.
    isOver: connection === 'Connection: close' || kind === 'close' || version === '1.0',
  };
}

/** What is said on both sides of one exchange, apart from what may be otherwise. */
async function talk(port: number, upstream: RawUpstream, exchange: Exchange) {
  const { early } = answerOf(exchange);
  const received = await rawClient(port, requestOf(exchange), (octets) => {
    const final = octets.slice(early.length);
    return octets.startsWith(early) && readMessage(final, { hasBody: hasBody(exchange) }) !== null;
  });
  const request = readMessage(upstream.received.at(-1) ?? '');
  const answer = readMessage(received.slice(early.length), { hasBody: hasBody(exchange), endsByClose: true });
  return { request: shown(request), early: received.slice(0, early.length), answer: shown(answer) };
}

function shown(message: Message | null): unknown {
  if (message === null) return null;
  const { startLine, lines, body, trailers, rest } = message;
  const version = startLine.replace(/^HTTP\/1\.0/, 'HTTP/1.1');
  return { startLine: version, lines: lines.map(normal), body, trailers: trailers.map(normal), rest };
}

function normal(text: string): string {
  const colon = text.indexOf(':');
  return `${text.slice(0, colon)}: ${text.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')}`;
}

test('67: 200 exchanges are the same octets through the proxy as without it, but for a list', async () => {
  let exchange: Exchange | null = null;
  const upstream = await rawUpstream((octetsSoFar, socket) => {
    if (exchange === null || readMessage(octetsSoFar) === null) return;
    const { early, final, isOver } = answerOf(exchange);
    if (isOver) socket.end(early + final, 'latin1');
    else socket.write(early + final, 'latin1');
  });
  const proxy = await proxyTo(upstream.url);
  await fc.assert(
    fc.asyncProperty(exchanges, async (generated) => {
      exchange = generated;
      const direct = await talk(upstream.port, upstream, generated);
      expect(direct.answer).not.toBeNull();
      expect(await talk(proxy.port, upstream, generated)).toEqual(direct);
      // The record has what the app sent, line by line.
      const [record] = await proxy.recorded(1);
      proxy.records.length = 0;
      const sent = readMessage(answerOf(generated).final, { endsByClose: true });
      expect(record?.responseHeaders.map(([name, text]) => `${name}: ${text}`)).toEqual(sent?.lines.map(normal));
      expect(record?.upstream?.fault).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});
