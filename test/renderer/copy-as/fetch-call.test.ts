import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { fetchCall, fetchNotes } from '../../../renderer/model/copy-as/fetch-call.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';
import { origin, recorded, setting } from './copied-requests.ts';

const runNode = promisify(execFile);

/** A site that keeps what it was sent. */
async function listening() {
  const came: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    came.push({ request, body });
    response.end('seen');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { came, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const copied = (records: readonly RequestRecord[], to: string) =>
  records.map((record) => `{ ${fetchCall(copiedRequest(record, to))} }`).join('\n');

test('Node sends what was recorded, whatever it held', async () => {
  const site = await listening();
  const records = fc.sample(
    recorded.filter((record) => fetchNotes(copiedRequest(record, origin)).every((note) => note === 'not-in-a-page')),
    40,
  );
  await runNode(process.execPath, ['--input-type=module', '--eval', copied(records, site.origin)]);
  expect(site.came.map(({ request }) => [request.method, request.url])).toEqual(
    records.map(({ method, url }) => [method, url]),
  );
  for (const [place, { request }] of site.came.entries()) {
    for (const [name, value] of records[place]?.requestHeaders ?? []) {
      expect(request.headers[name.toLowerCase()]).toBe(value);
    }
  }
});

test('a cookie and a body go with it; a body whose length only is known does not', async () => {
  const site = await listening();
  const cookie = makeRecord({ requestHeaders: [['Cookie', 'inspector.sid=s%3Aabc']] });
  const lost = makeRecord({ method: 'POST', requestHeaders: [['Content-Length', '12']] });
  await runNode(process.execPath, [
    '--input-type=module',
    '--eval',
    copied([cookie, setting("it's 好"), lost], site.origin),
  ]);
  expect(site.came.map(({ request, body }) => [request.headers.cookie, body])).toEqual([
    ['inspector.sid=s%3Aabc', ''],
    [undefined, '"it\'s 好"'],
    [undefined, ''],
  ]);
});

test('it says what it cannot keep', () => {
  const notes = (over: Partial<RequestRecord>) => fetchNotes(copiedRequest(makeRecord(over), origin));
  expect(notes({})).toEqual(['not-in-a-page']);
  expect(notes({ url: '/a/../b' })).toContain('target-tidied');
  expect(notes({ method: 'TRACE' })).toContain('refused');
  expect(
    notes({
      requestHeaders: [
        ['A', '1'],
        ['a', '2'],
      ],
    }),
  ).toContain('lines-joined');
});
