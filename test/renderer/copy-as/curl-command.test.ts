import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { curlArguments, curlCommand } from '../../../renderer/model/copy-as/curl-command.ts';
import { shellWord } from '../../../renderer/model/copy-as/shell-word.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, origin, recorded, setting } from './copied-requests.ts';
import { type CameIn, rawSite } from './raw-site.ts';

/** What a real shell makes of a script, byte for byte. */
const shell = (script: string) => execFileSync('/bin/sh', ['-c', script]).toString('latin1');
/** The words a real shell hands to the program named curl. */
const wordsOf = (command: string) =>
  shell(`curl() { printf '%s\\000' curl "$@"; }\n${command}`).split('\0').slice(0, -1);
const command = (record: RequestRecord) => curlCommand(copiedRequest(record, origin));

/** What the real curl puts on the wire for each of these. */
async function sentFor(records: readonly RequestRecord[]): Promise<CameIn[]> {
  const site = await rawSite();
  const commands = records.map(
    (record) => `${curlCommand(copiedRequest(record, site.origin))} --silent --no-progress-meter`,
  );
  await promisify(execFile)('/bin/sh', ['-c', commands.join(' || exit 1\n')], { env: { PATH: process.env.PATH } });
  return site.came;
}

test('curl sends method, target and header lines byte for byte, with any content', async () => {
  const records = fc.sample(recorded, 80);
  const came = await sentFor(records);
  expect(came.map(({ method, target }) => [method, target])).toEqual(records.map(({ method, url }) => [method, url]));
  expect(came.map(({ headers }) => headers.filter(([name]) => name !== 'Host'))).toEqual(
    records.map(({ requestHeaders }) => requestHeaders),
  );
});

test('curl sends requests that other programs cannot send, and bodies as bytes', async () => {
  const records = [
    ...casesOf('y01-fetch-apostrophe.http'),
    ...casesOf('y02-python-target.http'),
    ...casesOf('y03-target-is-no-path.http'),
    makeRecord({ method: 'CONNECT', url: 'localhost:5000' }),
    makeRecord({ method: 'TRACE', url: '/' }),
    makeRecord({ httpVersion: '1.0' }),
    setting("it's $5 – 好"),
  ];
  const came = await sentFor(records);
  expect(came.map(({ method, target, version }) => `${method} ${target} ${version}`)).toEqual(
    records.map(({ method, url, httpVersion }) => `${method} ${url} HTTP/${httpVersion}`),
  );
  expect(came.at(-1)?.body).toBe(Buffer.from(JSON.stringify("it's $5 – 好")).toString('latin1'));
});

test('a shell gets back every byte of a word', () => {
  const bytes = fc.array(fc.integer({ min: 1, max: 0xff }).map((code) => String.fromCharCode(code)));
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 40 }), (many) => {
      const words = many.map((word) => word.join(''));
      expect(shell(`printf '%s\\000' ${words.map(shellWord).join(' ')}`)).toBe(
        words.map((word) => `${word}\0`).join(''),
      );
    }),
    { numRuns: 60 },
  );
});

test('a shell passes exactly the intended words to curl, for any content of the request', () => {
  fc.assert(
    fc.property(recorded, (record) => {
      const words = wordsOf(command(record));
      expect(words).toEqual(curlArguments(copiedRequest(record, origin)).flat());
      const sent = words.flatMap((word, place) => (words[place - 1] === '--header' ? [word] : []));
      const asRecorded = record.requestHeaders.map(([name, value]) =>
        value === '' ? `${name};` : `${name}: ${value}`,
      );
      expect(sent.filter((line) => line !== 'User-Agent:' && line !== 'Accept:')).toEqual(asRecorded);
    }),
    { numRuns: 60 },
  );
});

test('the text is safe for a terminal, and every line except the last continues', () => {
  fc.assert(
    fc.property(recorded, (record) => {
      const lines = command(record).split('\n');
      for (const line of lines) expect(line).toMatch(/^[ -~]*$/);
      for (const line of lines.slice(0, -1)) expect(line).toMatch(/ \\$/);
    }),
  );
});

test('a plain request is a plain command', () => {
  const record = makeRecord({
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['User-Agent', 'Alice/1.0'],
      ['Accept', '*/*'],
      ['Cookie', 'inspector.sid=s%3Aabc'],
    ],
  });
  expect(command(record)).toBe(
    [
      "curl 'http://localhost:5000/getsession' \\",
      "  --header 'User-Agent: Alice/1.0' \\",
      "  --header 'Accept: */*' \\",
      "  --header 'Cookie: inspector.sid=s%3Aabc'",
    ].join('\n'),
  );
});

test('it is sent to the site, whatever host the request names', () => {
  const [url, ...others] = wordsOf(command(makeRecord({ requestHeaders: [['Host', 'evil.example']] }))).slice(1);
  expect(url).toBe('http://localhost:5000/getsession');
  expect(others).toContain('Host: evil.example');
});

test.each(['//evil.example/', 'http://evil.example/', '*', '/a/../b', '/a#b', '/[1-3]', '/{a,b}', '/\u00e9'])(
  'the target %s is sent unchanged',
  (url) => {
    expect(wordsOf(command(makeRecord({ method: 'OPTIONS', url }))).slice(1, 4)).toEqual(
      url.startsWith('//')
        ? [`http://localhost:5000${url}`, '--request', 'OPTIONS']
        : ['http://localhost:5000/', '--request-target', url],
    );
  },
);

test('a body that can be made again goes with it, as its bytes', () => {
  const words = wordsOf(command(setting("it's $5 – 好")));
  expect(words.at(-1)).toBe(Buffer.from(JSON.stringify("it's $5 – 好")).toString('latin1'));
  expect(words).not.toContain('--request');
  expect(words.join('\n')).not.toContain('content-length');
});
