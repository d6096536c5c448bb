import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialHead } from '../../server/record/partial-head.ts';

const of = (text: string, brokenAt: number | null = text.length) => partialHead(Buffer.from(text, 'latin1'), brokenAt);
const nothing = { method: null, url: '', httpVersion: null, headers: [], protocol: null };

test('of a head that is broken somewhere, the lines before that are known', () => {
  expect(of('GET /a?b HTTP/1.1\r\nHost: localhost:5000\r\nCookie:  a=b; c \r\n: broken\r\nX: y\r\n\r\n')).toEqual({
    method: 'GET',
    url: '/a?b',
    httpVersion: '1.1',
    headers: [
      ['Host', 'localhost:5000'],
      ['Cookie', 'a=b; c'],
    ],
    protocol: null,
  });
});

test('a line that is not complete is not taken for a line', () => {
  expect(of('GET /a HTTP/1.1\r\nHost: a\r\nCookie: a=')).toMatchObject({ method: 'GET', headers: [['Host', 'a']] });
  expect(of('GET /a HTTP/1.')).toEqual(nothing);
});

test.each(['', 'hello\r\n\r\n', 'GET  / HTTP/1.1\r\n', 'GET / HTTP/x\r\n', '\r\nGET / HTTP/1.1\r\n'])(
  'nothing is known of a head without a request line (%j)',
  (text) => {
    expect(of(text)).toEqual(nothing);
  },
);

test('nothing is known of a head after another message, whose own head is complete', () => {
  const first = 'GET /first HTTP/1.1\r\nHost: a\r\n\r\n';
  expect(of(`${first}nonsense\r\n\r\n`, first.length)).toMatchObject({ url: '/first' });
  expect(of(`${first}nonsense\r\n\r\n`, first.length + 3)).toEqual(nothing);
  expect(of(`${first}nonsense\r\n\r\n`, null)).toEqual(nothing);
  expect(of('POST /a HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 60)).toMatchObject({
    method: 'POST',
    headers: [
      ['Content-Length', '4'],
      ['Transfer-Encoding', 'chunked'],
    ],
  });
});

test('other protocols are known by their first octets', () => {
  expect(partialHead(Buffer.from([0x16, 3, 1, 0, 1, 1]), 0).protocol).toBe('TLS');
  expect(of('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n').protocol).toBe('HTTP/2');
});

test('never throws, and gives no line that was not sent', () => {
  const line = fc.oneof(
    fc.constantFrom('GET / HTTP/1.1', 'Host: a', ': x', 'A:', 'A : b', 'Cookie: a=b', '', ' folded', 'PRI * HTTP/2.0'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\r\n', '\n'), fc.nat(200), (lines, between, at) => {
      // As it is sent: one byte for each unit of the text.
      const text = Buffer.from(lines.join(between), 'latin1').toString('latin1');
      const { method, url, headers } = of(text, at);
      expect(text).toContain(url);
      if (method !== null) expect(text.startsWith(`${method} `)).toBe(true);
      for (const [name, value] of headers) {
        expect(text).toContain(`${name}:`);
        expect(text).toContain(value);
      }
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(200),
      (octets, at) => void partialHead(Buffer.from(octets), at),
    ),
  );
});
