/** Requests as a client may really send them, for the copies: tokens, visible targets, header values of Latin-1. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import type { CopyNote } from '../../../renderer/model/copy-as/copy-note.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';

export const origin = 'http://localhost:5000';

const units = (pattern: RegExp) =>
  Array.from({ length: 0xff }, (_, place) => String.fromCharCode(place + 1)).filter((unit) => pattern.test(unit));
const hostile = [
  "'",
  '"',
  '\\',
  '\\\\"',
  '$(id)',
  '`id`',
  '$HOME',
  '%s',
  '%',
  '%PATH%',
  '%41',
  '^',
  '!!',
  ';',
  '&&',
  '|',
  '\u009b31m',
  '\u00e9',
  '\u00a0',
  '\t',
  '*',
  '~',
];

/** What Node's parser lets through: tab, and everything from the space on but DEL; no blanks at the ends. */
export const headerValue = fc
  .array(fc.oneof(fc.constantFrom(...units(/[\t -~\x80-\xff]/)), fc.constantFrom(...hostile)), { maxLength: 24 })
  .map((parts) => parts.join('').replace(/^[\t ]+|[\t ]+$/g, ''));
export const headerName = fc
  .array(fc.constantFrom(...units(/[!#$%&'*+\-.^_`|~0-9A-Za-z]/)), { minLength: 1, maxLength: 12 })
  .map((parts) => `X${parts.join('')}`);
export const target = fc
  .array(
    fc.oneof(
      fc.constantFrom(...units(/[!-~\x80-\xff]/)),
      fc.constantFrom(
        '/../',
        '/./',
        '/..',
        '%2e',
        "'",
        '{a,b}',
        '[1-3]',
        '?',
        '#',
        '%41',
        '%7e',
        '%c3%a9',
        '%zz',
        '//',
      ),
    ),
    { maxLength: 24 },
  )
  .map((parts) => `/${parts.join('')}`);

export const recorded: fc.Arbitrary<RequestRecord> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'HEAD', 'DELETE', 'PUT', 'OPTIONS'),
    url: target,
    requestHeaders: fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 }),
  })
  .map((parts) => makeRecord(parts));

/** A request that set a value by the site's own route: its body can be made again. */
export function setting(value: string): RequestRecord {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return makeRecord({
    method: 'POST',
    url: '/session/keys/color',
    requestHeaders: [
      ['host', 'localhost:5000'],
      ['content-type', 'application/json'],
      ['content-length', String(bytes)],
    ],
    operations: [{ atMs: 1, op: 'set', key: 'color', after: value }],
  });
}

/** The requests of a file of test/fixtures/cases, as the site records them. */
export function casesOf(file: string): RequestRecord[] {
  const text = readFileSync(new URL(`../../fixtures/cases/${file}`, import.meta.url), 'latin1');
  const requests = text.split('\r\n\r\n').filter((request) => request !== '');
  return requests.map((request) => {
    const [line = '', ...headers] = request.split('\r\n');
    const [method = '', url = ''] = line.split(' ');
    const pairs = headers.map((header): [string, string] => {
      const [name = '', value = ''] = header.split(': ');
      return [name, value];
    });
    return makeRecord({ method, url, requestHeaders: pairs });
  });
}

/** What a program is said to send as the target: what was recorded, unless a note says otherwise; null if it cannot. */
export function foretold(record: RequestRecord, notes: readonly CopyNote[]): string | null {
  if (notes.some(({ code }) => code === 'cannot-send')) return null;
  const changed = notes.find((note) => note.code === 'target-changed');
  return changed?.code === 'target-changed' ? changed.sent : copiedRequest(record, origin).target;
}

/** No header name twice: programs that hold them by name join those. */
export function hasDistinctNames({ requestHeaders }: RequestRecord): boolean {
  return new Set(requestHeaders.map(([name]) => name.toLowerCase())).size === requestHeaders.length;
}
