/** What Node or the limits refuse at the site, on the wire and in the log. */
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { clientLimits } from '../../server/base/client-limits.ts';
import type { Notice, RequestRecord } from '../../server/contract/log-entry.ts';
import { apiClient } from '../support/api-client.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';

const host = 'Host: localhost\r\n';
const close = 'Connection: close\r\n';

/** The only record, once it is there. */
function recordOf(running: RunningInspector): Promise<RequestRecord> {
  return eventually(async () => {
    const records = await running.requests();
    expect(records).toHaveLength(1);
    return records[0] as RequestRecord;
  });
}

const notices = async (running: RunningInspector): Promise<Notice[]> =>
  (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));

test.each([
  [
    'too many cookies of all ports of localhost',
    `GET /getsession HTTP/1.1\r\n${host}${close}Cookie: inspector.sid=mine; a=${'x'.repeat(16_979)}\r\n\r\n`,
    431,
    {
      method: 'GET',
      url: '/getsession',
      cookieValue: 'mine',
      verdict: { kind: 'not-read' },
      refusal: { code: 'head-too-large', octets: 17_046, cookieOctets: 17_001, limitOctets: 16_384 },
    },
  ],
  [
    'a head of which the parser gives up',
    `GET / HTTP/1.1\r\n${host}Cookie: a=${'x'.repeat(200_000)}\r\n\r\n`,
    431,
    {
      method: null,
      url: '',
      durationMs: null,
      httpVersion: null,
      verdict: { kind: 'not-read' },
      refusal: { code: 'head-too-large', octets: null, cookieOctets: null, limitOctets: clientLimits.maxHeaderSize },
    },
  ],
  [
    'too many header lines',
    `GET / HTTP/1.1\r\n${host}${close}${'A:\r\n'.repeat(2_098)}\r\n`,
    431,
    { url: '/', verdict: { kind: 'none' }, refusal: { code: 'too-many-lines', lines: 2_100, limit: 2_000 } },
  ],
  [
    'a header that is not one',
    `GET /bad HTTP/1.1\r\n${host}Cookie: inspector.sid=mine\r\n: x\r\n\r\n`,
    400,
    {
      method: 'GET',
      url: '/bad',
      requestHeaders: [
        ['Host', 'localhost'],
        ['Cookie', 'inspector.sid=mine'],
      ],
      cookieValue: 'mine',
      verdict: { kind: 'not-read' },
      refusal: { code: 'malformed', part: 'head', detail: 'Invalid header token' },
    },
  ],
  [
    'a length and chunks at once',
    `POST /both HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    { method: 'POST', url: '/both', refusal: expect.objectContaining({ code: 'malformed', part: 'head' }) },
  ],
  ['no Host', `GET /f HTTP/1.1\r\n${close}\r\n`, 400, { url: '/f', refusal: { code: 'bad-host', hosts: [] } }],
  [
    'two Hosts',
    `GET /f HTTP/1.1\r\nHost: a\r\nHost: b\r\n${close}\r\n`,
    400,
    { url: '/f', refusal: { code: 'bad-host', hosts: ['a', 'b'] } },
  ],
  [
    'an expectation that nobody can meet',
    `GET /g HTTP/1.1\r\n${host}${close}Expect: banana\r\n\r\n`,
    417,
    { url: '/g', refusal: { code: 'unmet-expectation', expectation: 'banana' } },
  ],
  [
    'https at a port of http',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    400,
    { method: null, url: '', refusal: { code: 'other-protocol', protocol: 'TLS' } },
  ],
  [
    'HTTP/2 with prior knowledge',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    400,
    { method: null, url: '', refusal: { code: 'other-protocol', protocol: 'HTTP/2' } },
  ],
  [
    'a body that breaks the rules of its chunks',
    `POST /session/keys/a HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    {
      url: '/session/keys/a',
      isAborted: false,
      refusal: { code: 'malformed', part: 'body', detail: 'Invalid character in chunk size' },
    },
  ],
  [
    'a body that is announced as too long',
    `POST /session/destroy HTTP/1.1\r\n${host}Content-Length: 2000000000\r\n\r\n`,
    413,
    { refusal: expect.objectContaining({ code: 'body-too-large', announcedBytes: 2_000_000_000 }) },
  ],
  [
    'a form of another page',
    `POST /session/destroy HTTP/1.1\r\n${host}${close}Origin: http://evil.example\r\nContent-Length: 0\r\n\r\n`,
    403,
    { refusal: { code: 'foreign-page', header: 'Origin', value: 'http://evil.example' } },
  ],
])('%s has a record with the reason, and unknown is said', async (_name, bytes, status, expected) => {
  const running = await inspectorForTest();
  const api = await apiClient(running.inspector);
  await api.tell('settings.change', { serverSide: { name: 'inspector.sid' } });
  expect(statusOf(await exchange(running.port, bytes))).toBe(status);
  expect(await recordOf(running)).toMatchObject({
    status,
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    storeOperations: [],
    decision: [],
    setCookie: null,
    errors: [],
    ...expected,
  });
  expect(running.lines).toEqual([]);
});

test('heads and bodies that do not end have a record', async () => {
  const running = await inspectorForTest();
  const slow = [
    exchange(running.port, `GET /slow HTTP/1.1\r\n${host}X:`),
    exchange(
      running.port,
      `POST /session/keys/a HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n"a`,
    ),
  ];
  expect((await Promise.all(slow)).map(statusOf)).toEqual([408, 408]);
  await eventually(async () => {
    const records = await running.requests();
    expect(records.map(({ method, url, status, refusal }) => [method, url, status, refusal]).sort()).toEqual(
      [
        [null, '', 408, { code: 'too-slow', part: 'head', limitMs: clientLimits.headersTimeout }],
        ['POST', '/session/keys/a', 408, { code: 'too-slow', part: 'body', limitMs: clientLimits.requestTimeout }],
      ].sort(),
    );
  });
});

test('a flood of nonsense fills no log: some of it is recorded, and the rest is counted', async () => {
  const running = await inspectorForTest();
  for (let n = 0; n < 20; n++) {
    await Promise.all(Array.from({ length: 25 }, () => exchange(running.port, 'nonsense\r\n\r\n')));
  }
  const counted = await eventually(async () => {
    const found = (await notices(running)).flatMap((notice) =>
      notice.code === 'requests-refused' && notice.status === 400 ? [notice.count] : [],
    );
    const recorded = (await running.requests()).length;
    expect(recorded + found.reduce((sum, count) => sum + count, 0)).toBe(500);
    return recorded;
  });
  expect(counted).toBeGreaterThanOrEqual(20);
  expect(counted).toBeLessThan(250);
});

test('while recording is paused, refusals are not recorded', async () => {
  const running = await inspectorForTest();
  running.inspector.handle(
    new Request('app://inspector/trpc/settings.change', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"recording":false}',
    }),
  );
  await eventually(() => expect(running.inspector.settings.current.recording).toBe(false));
  await exchange(running.port, 'nonsense\r\n\r\n');
  await exchange(running.port, `GET / HTTP/1.1\r\n${close}\r\n`);
  expect(await running.requests()).toEqual([]);
});

test('connections that are closed because of a limit are reported, at the site and at the inspector', async () => {
  const running = await inspectorForTest();
  const door = await running.inspector.openDoor(0);
  const { token } = await accessBy(door.newLink());
  const doorPort = Number(new URL(door.origin).port);
  const pipelined = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${doorPort}\r\n\r\n`.repeat(5_000);
  const flood = async (port: number, path: string) => {
    const socket: Socket = connect(port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.resume().write(pipelined(path));
    await new Promise((resolve) => socket.once('close', resolve));
  };
  await flood(running.port, '/getsession');
  await flood(doorPort, '/');
  await eventually(async () =>
    expect(await notices(running)).toEqual(
      expect.arrayContaining([
        { code: 'connections-closed', at: 'site', why: 'unanswered', count: 1 },
        { code: 'connections-closed', at: 'inspector', why: 'unanswered', count: 1 },
      ]),
    ),
  );
  const headers = { Authorization: `Bearer ${token}` };
  expect((await send(door.origin, '/trpc/log.page?input={}', { headers })).status).toBe(200);
});
