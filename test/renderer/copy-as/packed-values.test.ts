import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { copyAs } from '../../../renderer/model/copy-as/copy-as.ts';
import type { CopyLanguage } from '../../../renderer/model/copy-as/copy-language.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { needs, where } from '../../support/where.ts';
import { makeRecord } from '../support/make-record.ts';
import { setting } from './copied-requests.ts';
import { type CameIn, rawSite } from './raw-site.ts';
import { spawnedPython } from './real-python.ts';

const DATA = Buffer.from(JSON.stringify({ user: 'ada', cart: ['lamp', 'chair'], note: "it's $5 `now`" }));

/** Values of cookies that are packed, binary, or that a shell changes where it is not quoted rightly. */
const values: Readonly<Record<string, string>> = {
  'gzip in base64': gzipSync(DATA).toString('base64'),
  'zlib in base64url': `.${deflateSync(DATA).toString('base64url')}.aYAAAA.Z2FVrQldle-fIx4BiLOVK5WxY9I`,
  'Brotli, percent-encoded': encodeURIComponent(brotliCompressSync(DATA).toString('base64')),
  'a signed id': 's%3ABh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA',
  'JSON as it is': 'j:{"a":"b=c","d":[1,2]}',
  'a quoted value': '"a\\054b\\"c"',
  'bytes beyond ASCII': Buffer.from('naïve=漢字').toString('latin1'),
  'octets of Latin-1': '\u00e9\u00ff\u0080\u00a0x',
  'signs of shells': '$HOME`id`$(id)!!*?[a]{b,c}~#&|<>()\\"\'',
  'signs of cmd': '%PATH%^&!VAR!"',
  'escapes that look like ours': '\\x41\\u0041\\n%41%25',
  'backslashes at the end': 'a\\\\',
  'a tab inside': 'a\tb',
  'a value that begins like an option': '-b--cookie@file',
  'a value that begins like a file': '@/etc/passwd',
};
const records: readonly RequestRecord[] = [
  ...Object.values(values).map((value, at) =>
    makeRecord({
      requestHeaders: [
        ['User-Agent', 'check'],
        ['Accept', '*/*'],
        ['Accept-Encoding', 'identity'],
        ['Cookie', `c${at}=${value}; theme=dark`],
      ],
    }),
  ),
  ...["it's $5 – 好 `id`", gzipSync(DATA).toString('base64'), '%PATH% "x" \\n \u0000 \ud83d\ude00'].map(setting),
];
const copiesFor = (language: CopyLanguage, origin: string) =>
  records.map(
    (record) => copyAs(language, record, origin, ({ code }) => `A note of the kind "${code}": it's so.`).text,
  );

/** The cookies and the bodies that arrived, octet by octet. */
const arrived = (came: readonly CameIn[]) =>
  came.map(({ headers, body }) => [headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1] ?? null, body]);
const recorded = records.map(({ requestHeaders, operations }) => {
  const [set] = operations;
  const body = set?.op === 'set' ? JSON.stringify(set.after) : '';
  return [requestHeaders.find(([name]) => name === 'Cookie')?.[1] ?? null, Buffer.from(body).toString('latin1')];
});

const run = promisify(execFile);

test.each(['/bin/sh', '/bin/bash'])(
  'a copy for curl, remarks and all, arrives octet by octet from %s',
  async (shell) => {
    const site = await rawSite();
    const script = copiesFor('curl', site.origin).map((copy) => `${copy} --silent`);
    await run(shell, ['-c', script.join('\n')]);
    expect(arrived(site.came)).toEqual(recorded);
  },
);

test('a copy for fetch arrives octet by octet from Node', async () => {
  const site = await rawSite();
  const script = copiesFor('fetch', site.origin).map((copy) => `{\n${copy}\n}`);
  await run(process.execPath, ['--input-type=module', '--eval', script.join('\n')]);
  expect(arrived(site.came)).toEqual(recorded);
});

where(needs.requests)('a copy for Python arrives octet by octet from requests', async () => {
  const site = await rawSite();
  await spawnedPython(copiesFor('python', site.origin).join('\n'));
  expect(arrived(site.came)).toEqual(recorded);
});
