import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { pythonCall, pythonNotes } from '../../../renderer/model/copy-as/python-call.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { makeRecord } from '../support/make-record.ts';
import { origin, recorded, setting } from './copied-requests.ts';

/** Stands where requests would: says what it is asked to send, a line of JSON a call. */
const SAYS_WHAT_IT_GETS = `
import json
class Answer:
    status_code = 200
    text = ''
class Session:
    headers = {'User-Agent': 'its own'}
    def request(self, method, url, headers, data=b'', allow_redirects=True):
        print(json.dumps([method, url, list(headers.items()), data.decode('latin-1'), len(self.headers), allow_redirects]))
        return Answer()
`;

/** What a real Python hands to requests for each of these. */
function calls(records: readonly RequestRecord[]): unknown[] {
  const folder = tempDir();
  mkdirSync(join(folder, 'urllib3'));
  writeFileSync(join(folder, 'requests.py'), SAYS_WHAT_IT_GETS);
  writeFileSync(join(folder, 'urllib3', '__init__.py'), '');
  writeFileSync(join(folder, 'urllib3', 'util.py'), 'SKIP_HEADER = "skipped"\n');
  const code = records.map((record) => pythonCall(copiedRequest(record, origin))).join('\n');
  const said = execFileSync('/usr/bin/python3', ['-c', code], { env: { PYTHONPATH: folder }, encoding: 'utf8' });
  return said
    .split('\n')
    .filter((line) => line.startsWith('['))
    .map((line) => JSON.parse(line) as unknown);
}

const skipped = [
  ['User-Agent', 'skipped'],
  ['Accept-Encoding', 'skipped'],
];

test('Python reads back method, address and header lines, whatever they held', () => {
  const records = fc.sample(
    recorded.filter((record) => !pythonNotes(copiedRequest(record, origin)).includes('lines-joined')),
    60,
  );
  expect(calls(records)).toEqual(
    records.map(({ method, url, requestHeaders }) => [
      method,
      `${origin}${url}`,
      [...requestHeaders, ...skipped],
      '',
      0,
      false,
    ]),
  );
});

test('a body that can be made again goes with it, as its bytes', () => {
  const [call] = calls([setting("it's \\ 好")]);
  expect(call).toEqual([
    'POST',
    `${origin}/session/keys/color`,
    [['content-type', 'application/json'], ...skipped],
    Buffer.from(JSON.stringify("it's \\ 好")).toString('latin1'),
    0,
    false,
  ]);
});

test('lines of one name are joined as HTTP says, and it says so', () => {
  const record = makeRecord({
    requestHeaders: [
      ['User-Agent', 'x'],
      ['Cookie', 'a=1'],
      ['Accept', 'a'],
      ['cookie', 'b=2'],
      ['accept', 'b'],
      ['Accept-Encoding', 'gzip'],
    ],
  });
  expect(pythonNotes(copiedRequest(record, origin))).toEqual(['lines-joined']);
  expect(calls([record])).toMatchObject([
    {
      2: [
        ['User-Agent', 'x'],
        ['Cookie', 'a=1; b=2'],
        ['Accept', 'a, b'],
        ['Accept-Encoding', 'gzip'],
      ],
    },
  ]);
});
