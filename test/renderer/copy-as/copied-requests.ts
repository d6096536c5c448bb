/** Requests as a client may really send them, for the copies: tokens, visible targets, header values of Latin-1. */
import fc from 'fast-check';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';

export const origin = 'http://localhost:5000';

const units = (pattern: RegExp) =>
  Array.from({ length: 0xff }, (_, place) => String.fromCharCode(place + 1)).filter((unit) => pattern.test(unit));
const hostile = [
  "'",
  '"',
  '\\',
  '$(id)',
  '`id`',
  '$HOME',
  '%s',
  '%',
  '!!',
  ';',
  '&&',
  '\u009b31m',
  '\u00e9',
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
  .array(fc.oneof(fc.constantFrom(...units(/[!-~\x80-\xff]/)), fc.constantFrom('/../', '/./', '%2e', "'", '{a,b}')), {
    maxLength: 24,
  })
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
