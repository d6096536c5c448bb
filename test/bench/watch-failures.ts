/**
 * A watched app that fails in every way, that streams, and that sends and takes a large body, with the product as a
 * process of its own and everything recorded: `npm run bench -- watch-failures [-- --rounds N --seconds N --mebibytes
 * N]`.
 *
 * Each failure happens 1,000 times. It must be one record each time, with the right reason, and no socket of the
 * process may stay open. A stream of events lasts a minute. A body of 1 GiB passes in each direction. Ends with status
 * 1 if one of these is not so.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { decodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { openRawServer, type RawUpstream } from '../support/raw-server.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';
import { type Trouble, upstreamTroubles } from '../support/upstream-troubles.ts';
import { percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    mebibytes: { type: 'string', default: '1024' },
  },
});
const [rounds, seconds, mebibytes] = [Number(values.rounds), Number(values.seconds), Number(values.mebibytes)];
const eventEveryMs = 100;
/** Temporary garbage: the memory that the last three quarters of a body may need beyond that of the first quarter. */
const flatBytes = 48 * 1024 * 1024;

const answerHead = 'HTTP/1.1 200 OK\r\n';
const request = 'GET /path HTTP/1.1\r\nHost: localhost:5001\r\n\r\n';
const scratch = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const broken: string[] = [];
const upstream = await openRawServer(() => {});
const { child, port } = await watching(upstream.port, 'failures');
try {
  const failures = [];
  for (const trouble of upstreamTroubles) failures.push(await failing(trouble));
  failures.push(await leaving('a client that leaves before the answer', () => {}, null));
  failures.push(await leaving('a client that leaves within the answer', beginAnswer, 200));
  printTable(
    ['an app that', 'rounds', 'records', 'as expected', 'sockets left', 'seconds'],
    failures.map((one) => [one.what, rounds, one.records, one.right, one.socketsLeft, one.seconds.toFixed(1)]),
  );
  const events = await streaming();
  printTable(
    ['events', 'of', 'delay p50 ms', 'p99', 'longest'],
    [[events.count, events.sent, events.p50Ms.toFixed(2), events.p99Ms.toFixed(2), events.longestMs.toFixed(2)]],
  );
  const bodies = [await body('down'), await body('up')];
  printTable(
    ['a body', 'MiB', 'MiB/s', 'most memory, MiB', 'above the first quarter, MiB'],
    bodies.map((one) => [
      one.direction,
      mebibytes,
      Math.round(one.perSecond),
      inMebibytes(one.mostBytes),
      inMebibytes(one.growthBytes),
    ]),
  );
  for (const sentence of broken) console.log(`NOT AS PROMISED: ${sentence}`);
  printJson('watch-failures', { failures, events, bodies, broken });
  if (broken.length > 0) process.exitCode = 1;
} finally {
  child.disconnect();
  if (child.exitCode === null) await once(child, 'exit');
  await upstream.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** The product, with an app at this port behind its proxy, and a data folder of this name. */
async function watching(app: number, folder: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(new URL('load/serve-watched.mjs', import.meta.url), [String(app), join(scratch, folder)]);
  const [message] = (await once(child, 'message')) as [{ readonly port: number }];
  return { child, port: message.port };
}

async function failing([what, act, status, code]: Trouble) {
  upstream.answer = whenAsked(act);
  return inRounds(
    what,
    async () => {
      const answer = statusOf(await exchange(port, request));
      if (answer !== status) broken.push(`${what}: the client got ${answer} and not ${status}`);
    },
    (record) => record.status === status && record.upstream?.fault?.code === code,
  );
}

async function leaving(what: string, act: (socket: Socket) => void, status: number | null) {
  upstream.answer = whenAsked(act);
  return inRounds(
    what,
    async () => {
      const client = connect(port, '127.0.0.1');
      client.on('error', () => {});
      client.write(request);
      if (status === null) await untilIs(() => upstream.connections.size === 1);
      else await once(client, 'data');
      client.destroy();
      await untilIs(() => upstream.connections.size === 0);
    },
    (record) => record.isAborted && record.status === status,
  );
}

async function inRounds(what: string, round: () => Promise<void>, isRight: (record: RequestRecord) => boolean) {
  const before = recordsAfter(0).at(-1)?.id ?? 0;
  await round();
  await untilIs(() => upstream.connections.size === 0 && recordsAfter(before).length > 0);
  const sockets = socketCount();
  const after = before + 1;
  const startMs = performance.now();
  for (let count = 0; count < rounds; count++) await round();
  const ofRun = (performance.now() - startMs) / 1000;
  await untilIs(() => recordsAfter(after).length >= rounds);
  await untilIs(() => socketCount() <= sockets);
  const records = recordsAfter(after);
  const right = records.filter(isRight).length;
  const socketsLeft = Math.max(0, socketCount() - sockets);
  if (records.length !== rounds || right !== rounds) {
    broken.push(`${what}: ${records.length} records of ${rounds}, ${right} as expected`);
  }
  if (socketsLeft > 0) broken.push(`${what}: ${socketsLeft} sockets are left open`);
  upstream.received.length = 0;
  return { what, records: records.length, right, socketsLeft, seconds: ofRun };
}

async function streaming() {
  const sentMs: number[] = [];
  upstream.answer = whenAsked((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n');
    const timer = setInterval(() => {
      if (sentMs.length * eventEveryMs >= seconds * 1000) {
        clearInterval(timer);
        socket.write('0\r\n\r\n');
        return;
      }
      const event = `data: ${sentMs.push(performance.now()) - 1}\n\n`;
      socket.write(`${event.length.toString(16)}\r\n${event}\r\n`);
    }, eventEveryMs);
  });
  const client = connect(port, '127.0.0.1');
  const delays: number[] = [];
  let received = '';
  client.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
    const nowMs = performance.now();
    for (const [, number] of chunk.matchAll(/data: (\d+)\n/g)) delays.push(nowMs - (sentMs[Number(number)] ?? 0));
  });
  client.write(request);
  await untilIs(() => received.endsWith('0\r\n\r\n'), (seconds + 30) * 1000);
  client.destroy();
  const sorted = Float64Array.from(delays).sort();
  if (delays.length !== sentMs.length) broken.push(`${delays.length} of ${sentMs.length} events came`);
  return {
    sent: sentMs.length,
    count: delays.length,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    longestMs: sorted.at(-1) ?? Number.NaN,
  };
}

/** A body of known length with arbitrary octets. */
async function body(direction: 'down' | 'up') {
  const bytes = mebibytes * 1024 * 1024;
  const chunk = Buffer.alloc(256 * 1024, 'x');
  const send = async (socket: Socket, head: string) => {
    socket.write(head);
    for (let sent = 0; sent < bytes; sent += chunk.length) if (!socket.write(chunk)) await once(socket, 'drain');
  };
  let taken = 0;
  let answered = 0;
  const app = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    if (direction === 'down')
      socket.once('data', () => void send(socket, `${answerHead}Content-Length: ${bytes}\r\n\r\n`));
    else {
      socket.on('data', ({ length }: Buffer) => {
        taken += length;
        // The head is a part of it.
        if (taken > bytes) socket.end(`${answerHead}Content-Length: 2\r\n\r\nok`);
      });
    }
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const own = await watching((app.address() as AddressInfo).port, direction);
  const most = { firstQuarter: 0, rest: 0 };
  const passed = () => (direction === 'down' ? answered : taken);
  const sample = async () => {
    const part = passed() < bytes / 4 ? 'firstQuarter' : 'rest';
    most[part] = Math.max(most[part], await residentBytes(own.child));
  };
  let isOver = false;
  const sampling = (async () => {
    for (; !isOver; await pause(50)) await sample();
  })();
  const startMs = performance.now();
  const client = connect(own.port, '127.0.0.1');
  client.on('data', ({ length }: Buffer) => {
    answered += length;
  });
  if (direction === 'down') client.write(request);
  else await send(client, `POST /path HTTP/1.1\r\nHost: localhost:5001\r\nContent-Length: ${bytes}\r\n\r\n`);
  await untilIs(() => passed() > bytes && answered > 0, 300_000);
  const perSecond = mebibytes / ((performance.now() - startMs) / 1000);
  isOver = true;
  await sampling;
  client.destroy();
  own.child.disconnect();
  await once(own.child, 'exit');
  app.close();
  const growthBytes = most.rest - most.firstQuarter;
  if (growthBytes > flatBytes) broken.push(`a body ${direction}: memory grew by ${inMebibytes(growthBytes)} MiB`);
  return { direction, perSecond, mostBytes: Math.max(most.firstQuarter, most.rest), growthBytes };
}

/** The upstream acts when it has a whole head. */
function whenAsked(act: (socket: Socket) => void): RawUpstream['answer'] {
  return (received, socket) => {
    if (received.endsWith('\r\n\r\n')) act(socket);
  };
}

function beginAnswer(socket: Socket): void {
  socket.write(`${answerHead}Content-Length: 1000000\r\n\r\nabc`);
}

/** The records of the log with a higher id. */
function recordsAfter(id: number): RequestRecord[] {
  const watched = join(scratch, 'failures', 'watched');
  const [app = ''] = readdirSync(watched);
  const database = new Sqlite(join(watched, app, 'inspector.db'), { readonly: true });
  try {
    const rows = database.prepare<[number], string>('SELECT entry_json FROM log WHERE id > ? ORDER BY id').pluck();
    return rows
      .all(id)
      .map(decodeEntry)
      .filter((entry) => entry.kind === 'request');
  } finally {
    database.close();
  }
}

/** Connections that the process of the product has open, with the sockets at which it listens. Linux only. */
function socketCount(): number {
  const folder = `/proc/${child.pid}/fd`;
  return readdirSync(folder).filter((name) => isSocket(join(folder, name))).length;
}

function isSocket(descriptor: string): boolean {
  try {
    return readlinkSync(descriptor).startsWith('socket:');
  } catch {
    // Closed since the folder was read.
    return false;
  }
}

function residentBytes(process: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    process.once('message', (used) => resolve((used as { readonly residentBytes: number }).residentBytes));
    process.send('used');
  });
}

function inMebibytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

/** Waits for a fact. If it is not true in time, the figures show it. */
async function untilIs(isSo: () => boolean, patienceMs = 10_000): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!isSo() && performance.now() < endMs) await pause(1);
}
