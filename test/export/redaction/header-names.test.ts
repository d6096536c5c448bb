import { expect, test } from 'vitest';
import { exportedText } from '../exported-text.ts';
import { aRequest } from '../log-entries.ts';

const CANARY = 'correcthorsebattery';

/** As programs, proxies, gateways and files of other programs spell the names of headers. */
const spellings = (name: string): string[] => {
  const words = name.toLowerCase().split('-');
  return [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    words.join('_'),
    `HTTP_${words.join('_').toUpperCase()}`,
    words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(''),
    `X-${name}`,
    `X-Forwarded-${name}`,
    `X-Original-${name}`,
    ` ${name}`,
    `${name} `,
    `${name}:`,
    `:${name.toLowerCase()}`,
  ];
};

test.each(
  [
    'Cookie',
    'Set-Cookie',
    'Cookie2',
    'Set-Cookie2',
    'Authorization',
    'Proxy-Authorization',
    'X-Api-Key',
    'X-Auth-Token',
    'X-CSRF-Token',
    'X-XSRF-Token',
    'X-Amz-Security-Token',
    'X-Session-Id',
    'X-Session-Token',
    'X-Access-Token',
    'X-Client-Secret',
    'X-Vault-Token',
    'X-Gitlab-Token',
    'X-Hub-Signature-256',
    'Authentication-Info',
  ].flatMap(spellings),
)('the value of the header %j is replaced, in every format', (name) => {
  const headers: [string, string][] = [[name, `a=${CANARY}`]];
  const asToken: [string, string][] = [[name, CANARY]];
  for (const format of ['ndjson', 'csv', 'har'] as const) {
    for (const given of [headers, asToken]) {
      expect(exportedText([aRequest({ requestHeaders: given })], format)).not.toContain(CANARY);
      expect(exportedText([aRequest({ responseHeaders: given })], format)).not.toContain(CANARY);
    }
  }
});

test.each([
  'Accept',
  'Content-Type',
  'Cache-Control',
  'Host',
  'User-Agent',
  'Vary',
  'Author',
  'Keyword',
  'X-Powered-By',
])('the value of the header %s stays', (name) => {
  const text = exportedText([aRequest({ requestHeaders: [[name, CANARY]] })], 'ndjson');
  expect(text).toContain(CANARY);
});
