import { setImmediate as nextTurn } from 'node:timers/promises';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { HeldRow } from '../../../server/stores/content/row-content.ts';
import { RowContents } from '../../../server/stores/content/row-contents.ts';
import type { RowFormat } from '../../../server/stores/mappings.ts';

const session = JSON.stringify({ user: 'Bob', basket: Array.from({ length: 20 }, (_, n) => `item ${n}`) });
/** Small as it is stored, and large when it is unpacked. */
const large = JSON.stringify({ user: 'Bob', basket: 'x'.repeat(500_000) });
const url = (bytes: Buffer) => Buffer.from(bytes.toString('base64url'));
const signed = (text: string) => Buffer.from(`.${deflateSync(text).toString('base64url')}:1tXyZa:${'s'.repeat(43)}`);

function rowOf(bytes: Buffer, format: RowFormat): HeldRow {
  return { stored: { bytes, expiresAtMs: null }, options: { format, clock: 'none', nowMs: 0 }, version: '1' };
}

/** Whether the row was decoded before anything else could run, so without a thread, and its session. */
async function decoded(row: HeldRow) {
  const contents = new RowContents();
  onTestFinished(() => contents.close());
  const answer = contents.contentsOf(row, null);
  const isAtOnce = await Promise.race([answer.then(() => true), nextTurn(false)]);
  return { isAtOnce, user: (await answer)?.[0]?.data?.user };
}

const small: [string, Buffer, RowFormat][] = [
  ['JSON', Buffer.from(session), 'recognised'],
  ['zlib', deflateSync(session), 'recognised'],
  ['gzip', gzipSync(session), 'recognised'],
  ['zlib in base64', url(deflateSync(session)), 'recognised'],
  ['a signed session of Django', signed(session), 'django-signed'],
];

test.each(small)('a small value is decoded at once: %s', async (_, bytes, format) => {
  expect(await decoded(rowOf(bytes, format))).toEqual({ isAtOnce: true, user: 'Bob' });
});

test.each([
  ['zlib', deflateSync(large), 'recognised'],
  ['gzip', gzipSync(large), 'recognised'],
  ['zlib in base64', url(deflateSync(large)), 'recognised'],
  ['zlib in gzip', gzipSync(deflateSync(large)), 'recognised'],
  ['a signed session of Django', signed(large), 'django-signed'],
  ['JSON', Buffer.from(JSON.stringify({ user: 'Bob', basket: 'x'.repeat(9_000) })), 'recognised'],
] satisfies typeof small)('a large value is decoded by the thread: %s', async (_, bytes, format) => {
  expect(await decoded(rowOf(bytes, format))).toEqual({ isAtOnce: false, user: 'Bob' });
});
