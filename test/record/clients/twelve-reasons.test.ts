import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whatHappened, whatHappenedText } from '../../../renderer/sentences/what-happened.ts';
import { en } from '../../../renderer/strings/en.ts';
import { zh } from '../../../renderer/strings/zh.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { requestsIn } from '../../import/reading.ts';
import { runCommand } from '../../support/command.ts';
import {
  harOfFaults,
  headersOf,
  type LostCookieFault,
  lostCookieFaults,
  sentenceWith,
} from '../../support/cookies/lost-cookie-faults.ts';
import { keepAlive, send } from '../../support/http.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { recordedSite } from '../../support/observed-site.ts';
import { tempDir } from '../../support/temp-dir.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const START_MS = Date.UTC(2026, 10, 20, 12, 1, 0);
const faults = lostCookieFaults({ maxAgeSeconds: 20 });
const cases = faults.map((fault) => [fault.what, fault] as const);

/** The records of one fault, by real requests: a site that answers as planned, a clock that goes as planned. */
async function live({ steps }: LostCookieFault): Promise<RequestRecord[]> {
  const clock = new ManualClock();
  let lines: readonly string[] = [];
  const site = await recordedSite((_request, response) => {
    if (lines.length > 0) response.setHeader('Set-Cookie', lines);
    response.end('ok');
  }, clock);
  const agent = keepAlive();
  for (const [index, step] of steps.entries()) {
    clock.advance((step.after ?? 1) * 1000);
    lines = step.set ?? [];
    const { host, pathname, protocol } = new URL(step.url);
    const headers = {
      'User-Agent': BROWSER,
      Host: host,
      ...(protocol === 'https:' ? { 'X-Forwarded-Proto': 'https' } : {}),
      ...headersOf(step),
      ...(step.cookie === undefined ? {} : { Cookie: step.cookie }),
    };
    await send(site.url, pathname, { headers, agent });
    await site.recorded(index + 1);
  }
  agent.destroy();
  return site.recorded(steps.length);
}

/** The facts of the lost cookie in the row of the last step, and the output for scripts. */
function expectTold(fault: LostCookieFault, records: readonly RequestRecord[]): void {
  const last = records.at(-1);
  if (last === undefined) throw new Error('There is no row');
  const [lost] = (last.expectedCookies ?? []).filter(({ came, name }) => !came && name.endsWith('session'));
  const rows = records.map(({ id }) => id);
  const decidedBy = fault.decidedBy === null ? null : rows[fault.decidedBy - 1];
  expect(lost).toMatchObject({ came: false, why: fault.why, decidedBy });
  const end = new Date(lost?.about?.endedAtMs ?? 0).toTimeString().slice(0, 8);
  for (const [t, sentence] of [
    [en, fault.sentence.en],
    [zh, fault.sentence.zh],
  ] as const) {
    const expected = sentenceWith(sentence, rows, end);
    expect(whatHappenedText(whatHappened(last, null, t), t.common.listBetween)).toContain(expected);
  }
}

describe('a session cookie that does not come: the row says why, in both languages', () => {
  test.each(cases)('as requests arrive: %s', async (_, fault) => {
    expectTold(fault, await live(fault));
  });

  test.each(cases)('in a HAR: %s', async (_, fault) => {
    expectTold(fault, await requestsIn(harOfFaults([fault], START_MS)));
  });

  test('in a HAR that has all of them', async () => {
    const records = await requestsIn(harOfFaults(faults, START_MS));
    for (const fault of faults) {
      const urls = new Set(fault.steps.map(({ url }) => url));
      expectTold(
        fault,
        records.filter(({ url }) => urls.has(url)),
      );
    }
  });

  test('in the NDJSON that is made of the HAR, and of that NDJSON again', async () => {
    const folder = tempDir();
    const har = join(folder, 'faults.har');
    writeFileSync(har, harOfFaults(faults, START_MS));
    const first = await ndjsonOf(har);
    const ndjson = join(folder, 'faults.ndjson');
    writeFileSync(ndjson, first);
    for (const text of [first, await ndjsonOf(ndjson)]) {
      const records = await requestsIn(text);
      for (const fault of faults) {
        const paths = new Set(fault.steps.map(({ url }) => url));
        expectTold(
          fault,
          records.filter(({ url }) => paths.has(url)),
        );
      }
    }
  });
});

test('the cookies that are other than predicted are counted in the head, and found by a filter', async () => {
  const har = join(tempDir(), 'faults.har');
  writeFileSync(har, harOfFaults(faults, START_MS));
  const all = (await ndjsonOf(har)).trimEnd().split('\n');
  // Of the twelve only the cookie that somebody cleared was expected to come.
  expect(JSON.parse(all[0] ?? '')).toMatchObject({ cookieDifferences: 1 });
  const [head = '', ...found] = (await ndjsonOf(har, '--filter', 'cookie-differs:*')).trimEnd().split('\n');
  expect(JSON.parse(head)).toMatchObject({ scope: 'filter', cookieDifferences: 1 });
  expect(found.map((line) => (JSON.parse(line) as RequestRecord).url)).toEqual(['http://cleared.test/home']);
});

async function ndjsonOf(file: string, ...argv: string[]): Promise<string> {
  const options = ['--from', file, '--format', 'ndjson', '--raw', ...argv];
  const { status, stdout, stderr } = await runCommand('export', ...options);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}
