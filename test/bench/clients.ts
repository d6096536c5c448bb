/**
 * What it costs to follow the clients of a log: microseconds a request, live (a small jar) and for a recording of many
 * sites, and the memory after so many requests. `npm run bench -- clients [-- REQUESTS]`.
 */
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { cookiePairsOf } from '../../server/cookie/parse-cookie-header.ts';
import { ClientJar } from '../../server/record/clients/client-jar.ts';
import { RecordingFollower } from '../../server/record/clients/follow-recording.ts';
import { aRecord } from '../support/log-entries.ts';

const requests = Number(process.argv[2] ?? 200_000);

function live(): number {
  const jar = new ClientJar('chromium');
  const headers: Readonly<Record<string, string>> = {
    host: 'localhost:5000',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
  const header = (name: string) => headers[name];
  const cookie = 'connect.sid=s%3AAbcdefghijklmnopqrstuvwxyz012345.Signature; theme=dark; lang=en';
  const pairs = cookiePairsOf(cookie);
  const begin = process.cpuUsage();
  for (let id = 1; id <= requests; id++) {
    const request = { id, atMs: id, method: 'GET', url: '/getsession', header, pairs, jar: null };
    const { visit } = jar.request(request);
    if (visit !== null && id % 10 === 1) {
      jar.answer(visit, ['connect.sid=s%3AAbcdefghijklmnopqrstuvwxyz012345.Signature; Path=/; HttpOnly'], id);
    }
  }
  return microsecondsSince(begin) / requests;
}

function recording(): { readonly microseconds: number; readonly megabytes: number } {
  const follower = new RecordingFollower();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const begin = process.cpuUsage();
  for (let id = 1; id <= requests; id++) follower.follow(recordOf(id), { isOneBrowser: true });
  const microseconds = microsecondsSince(begin) / requests;
  globalThis.gc?.();
  return { microseconds, megabytes: (process.memoryUsage().heapUsed - before) / 1024 / 1024 };
}

/** Of the processor, so that other programs do not count. */
function microsecondsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

/** A site out of a thousand, with three cookies, each set again now and then. */
function recordOf(id: number): RequestRecord {
  const site = (id * 7919) % 1000;
  const cookie = `sid=${site}; theme=dark; cart=${id % 50}`;
  return aRecord({
    id,
    arrivedAtMs: id * 10,
    url: `https://site${site}.test/page/${id % 20}`,
    requestHeaders: [['Cookie', cookie]],
    receivedCookies: cookiePairsOf(cookie).map(({ name, value }) => ({ name, value, role: 'foreign', problems: [] })),
    responseHeaders: id % 3 === 0 ? [['Set-Cookie', `sid=${site}; Path=/; Max-Age=600`]] : [],
    verdict: { kind: 'not-observed' },
  });
}

const liveMicroseconds = live();
const { microseconds, megabytes } = recording();
process.stdout.write(`live        ${liveMicroseconds.toFixed(2)} µs a request (under 20 is wanted)\n`);
process.stdout.write(
  `recording   ${microseconds.toFixed(2)} µs a request, ${megabytes.toFixed(0)} MB more after ${requests}\n`,
);
process.stdout.write(
  `${JSON.stringify({ benchmark: 'clients', requests, liveMicroseconds, recordingMicroseconds: microseconds, megabytes })}\n`,
);
