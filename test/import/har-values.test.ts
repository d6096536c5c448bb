import { expect, test } from 'vitest';
import { durationOf, startOf } from '../../server/import/har-times.ts';
import { versionOf } from '../../server/import/har-version.ts';
import { LooseMembers } from '../../server/import/loose-members.ts';

test.each([
  ['HTTP/1.1', '1.1'],
  ['http/1.0', '1.0'],
  ['1.1', '1.1'],
  ['HTTP/2', '2'],
  ['HTTP/2.0', '2.0'],
  ['h2', '2'],
  ['h2c', '2'],
  ['h3', '3'],
  ['h3-29', '3'],
  ['HTTP/3', '3'],
  ['http/2.0+quic/46', '2.0'],
  [' HTTP/1.1 ', '1.1'],
  ['HTTP 1.1', '1.1'],
  ['HTTP/0.9', '0.9'],
  ['unknown', null],
  ['', null],
  ['data', null],
  ['spdy/3.1', null],
  ['HTTP/', null],
  ['HTTP/1.x', null],
  ['quic', null],
  ['11', null],
])('the version in %j is %j', (spelling, version) => {
  expect(versionOf(spelling)).toBe(version);
});

test('the first version that is known counts', () => {
  expect(versionOf(null, 'h2')).toBe('2');
  expect(versionOf('unknown', 'HTTP/1.1')).toBe('1.1');
  expect(versionOf('h3', 'HTTP/1.1')).toBe('3');
  expect(versionOf(null, null)).toBeNull();
});

const tenOClock = Date.UTC(2026, 10, 20, 10);

test.each<[unknown, number | null]>([
  ['2026-11-20T10:00:00.000Z', tenOClock],
  ['2026-11-20T11:00:00+01:00', tenOClock],
  ['2026-11-20T11:00:00.000+0100', tenOClock],
  ['2026-11-20T10:00:00,250Z', tenOClock + 250],
  ['2026-11-20T10:00:00.123456789Z', tenOClock + 123],
  ['Fri, 20 Nov 2026 10:00:00 GMT', tenOClock],
  [tenOClock, tenOClock],
  [tenOClock / 1000, tenOClock],
  [String(tenOClock), tenOClock],
  ['', null],
  ['yesterday', null],
  [0, null],
  [-1, null],
  [1e300, null],
  [null, null],
  [{}, null],
])('%j began at %j', (value, ms) => {
  expect(startOf(value)).toBe(ms);
});

test.each<[object, number | null]>([
  [{ time: 5 }, 5],
  [{ time: 0 }, null],
  [{ time: 0, timings: { blocked: 2, send: 0, wait: 31, receive: 4 } }, 37],
  [{ time: '0', timings: { wait: 31 } }, 31],
  [{ time: 0, timings: { send: 0, wait: 0, receive: 0 } }, null],
  [{ time: -0, timings: { wait: 9 } }, 9],
  [{ time: 0, timings: { wait: 1e300 } }, null],
  [{ time: '5' }, 5],
  [{ time: 5, timings: { wait: 9 } }, 5],
  [{ time: null, timings: { blocked: 1, dns: -1, connect: 2, send: 0, wait: 30, receive: 4, ssl: -1 } }, 37],
  [{ time: -1, timings: { connect: 20, ssl: 15, wait: 30 } }, 50],
  [{ time: 'x', timings: { wait: '30', receive: null } }, 30],
  [{ timings: { wait: 0 } }, null],
  [{ timings: { send: 0, wait: -1, receive: 0 } }, null],
  [{ time: -1, timings: { blocked: -1, send: -1, wait: -1, receive: -1 } }, null],
  [{ timings: null }, null],
  [{}, null],
])('%j took %j ms', (entry, ms) => {
  expect(durationOf(new LooseMembers(entry, '', () => {}), () => {})).toBe(ms);
});

test('a request of this app may take no time that a clock can tell', () => {
  expect(durationOf(new LooseMembers({ time: 0, timings: { wait: 0 } }, '', () => {}), () => {}, true)).toBe(0);
});
