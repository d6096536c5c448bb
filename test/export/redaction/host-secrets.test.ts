import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretsInHosts } from '../../../server/export/redaction/host-secrets.ts';
import { exportedText } from '../exported-text.ts';
import { aRequest } from '../log-entries.ts';
import { shown } from './shown.ts';

const HEX = '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c';
const found = (text: string) => shown(text, secretsInHosts(text, text.length));

test.each([
  [`https://${HEX}.ngrok.app/a`, `https://‹host ${HEX}›.ngrok.app/a`],
  ['http://3f2a9b8c7d6e.ngrok-free.app', 'http://‹host 3f2a9b8c7d6e›.ngrok-free.app'],
  ['3f2a9b8c7d6e.eu.ngrok.io:443', '‹host 3f2a9b8c7d6e›.eu.ngrok.io:443'],
  ['wss://k3v9x2m7q1w8e5r4t6y0.example.test/', 'wss://‹host k3v9x2m7q1w8e5r4t6y0›.example.test/'],
  [
    '550e8400-e29b-41d4-a716-446655440000.webhook.example',
    '‹host 550e8400-e29b-41d4-a716-446655440000›.webhook.example',
  ],
  [`https://shpat-${HEX}.shop.example/p`, `https://shpat-‹host ${HEX}›.shop.example/p`],
  [`${HEX}-eu.preview.example.test`, `‹host ${HEX}›-eu.preview.example.test`],
  ['c59h3nm2vtc0000b4x8gg8e1ddyyyyyyb.oast.fun', '‹host c59h3nm2vtc0000b4x8gg8e1ddyyyyyyb›.oast.fun'],
  [`app.${HEX}.preview.test`, `app.‹host ${HEX}›.preview.test`],
])('the random label of %s is a secret', (text, expected) => {
  expect(found(text)).toBe(expected);
});

test.each([
  'https://my-app.ngrok.app/',
  'https://brave-words-here.trycloudflare.com/',
  'https://d111111abcdef8.cloudfront.net/x',
  'ec2-203-0-113-25.eu-central-1.compute.amazonaws.com',
  'https://internationalization.example.test/',
  'https://www.example.test/static/3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c.min.js',
  '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c.min.js',
  'report.3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c.pdf',
  'com.example.security.AuthenticationFilter2026',
  '192.168.100.200',
  '1234567890.1234567890.1234567890',
])('leaves %s', (text) => {
  expect(found(text)).toBe(text);
});

test.each(['ndjson', 'csv', 'har'] as const)(
  'in %s the label is replaced wherever the host stands, and the host is still a host',
  (format) => {
    const host = `${HEX}.ngrok.app`;
    const entry = aRequest({
      url: `https://${host}/`,
      requestHeaders: [
        ['Host', host],
        ['Referer', `https://${host}/a`],
        ['X-Forwarded-Host', host],
      ],
      responseHeaders: [
        ['Location', `https://${host}/next`],
        ['Set-Cookie', `a=1; Domain=${host}`],
      ],
    });
    const text = exportedText([entry], format);
    expect(text).not.toContain(HEX.slice(0, 12));
    const hosts = new Set(text.match(/[\w:-]+\.ngrok\.app/g));
    expect([...hosts].map((each) => each.replace(/[0-9a-f]{12}/, '#'))).toEqual(['host-#.ngrok.app']);
    for (const each of hosts) expect(new URL(`https://${each}/`).host).toBe(each);
  },
);

test('never throws, and every range is a label of the text', () => {
  const piece = fc.constantFrom(HEX, '.', '..', '//', '-', 'ngrok.app', ' ', ':', 'a', '@', '%2F');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end, secret } of secretsInHosts(text, text.length)) {
        expect(text.slice(start, end)).toBe(secret);
        expect(secret).toMatch(/^[a-z0-9-]{8,}$/i);
      }
    }),
  );
});
