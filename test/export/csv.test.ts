import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../server/contract/store-evidence.ts';
import { csvCell, MAX_CELL_CHARACTERS } from '../../server/export/csv-cell.ts';
import { needs, python, where } from '../support/where.ts';
import { exportedText } from './exported-text.ts';
import { anEdit, anyEntry, aRequest } from './log-entries.ts';

/** A reader by the grammar of RFC 4180, strict: what is not in it is an error. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (cell === null) throw new Error(`Not CSV at ${JSON.stringify(rest.slice(0, 40))}`);
    rows.at(-1)?.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '');
    if (cell[3] === '\r\n') rows.push([]);
    rest = rest.slice(cell[0].length);
  }
  rows.pop();
  return rows;
}

function recordsOf(text: string): Record<string, string>[] {
  expect(text.startsWith('\ufeff')).toBe(true);
  const [header = [], ...rows] = parseCsv(text.slice(1));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index], cell])));
}

const cellOf = (value: string): string | undefined => parseCsv(`${csvCell(value)}\r\n`)[0]?.[0];

test('writes a byte order mark and a header even for an empty log', async () => {
  const text = await exportedText([], 'csv');
  expect(text).toMatch(/^\ufeffid,kind,time,actor,method,url,status,duration_ms,[a-z_,]+\r\n$/);
});

test('writes one row for a request, with lists and data as JSON', async () => {
  const request = aRequest({
    id: 7,
    url: '/a,"b"',
    verdict: { kind: 'malformed', reason: 'no-prefix' },
    sessionAfter: { Username: 'Ad"min' },
    operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Ad"min' }],
    isAborted: true,
    status: null,
  });
  expect(recordsOf(await exportedText([request], 'csv', { raw: true }))).toEqual([
    {
      id: '7',
      kind: 'request',
      time: '2026-11-22T20:15:00.000Z',
      actor: 'Alice',
      method: 'GET',
      url: '/a,"b"',
      status: '',
      duration_ms: '1.5',
      response_bytes: '17',
      verdict: 'malformed (no-prefix)',
      sid_before: '',
      sid_after: '',
      operations: '[{"atMs":1,"op":"set","key":"Username","after":"Ad\\"min"}]',
      session_before: '',
      session_after: '{"Username":"Ad\\"min"}',
      cookie: '',
      set_cookie: '',
      store_operations: '[]',
      errors: '',
      aborted: 'true',
      engine: 'server-side',
      resend_of: '',
      detail: '',
      expected_cookies: '',
      change_of: '',
      row_before: '',
      row_after: '',
      row_key: '',
    },
  ]);
});

test('says what the session store of a watched app told of a request, without whole keys', async () => {
  const key = 'sess:q7xb-2mvt_9kplw3rzyc8nfhs5jdga1e';
  const side = (state: StoreSide['state'], more: Partial<StoreSide> = {}): StoreSide => ({
    ...{ state, key, tookMs: 1, expiresAtMs: null, cookieExpiresAtMs: null, bytes: null, encoding: null },
    ...{ detail: null, dangerous: [], ...more },
  });
  const requestWith = (id: number, store: Partial<StoreEvidence>): RequestRecord =>
    aRequest({
      id,
      evidence: {
        ...{ sessionCookie: [], format: null, before: 'stored', after: 'stored', isSecretProved: false, cookies: [] },
        store: {
          ...{ transport: 'redis', mapping: 'connect-redis', attribution: 'alone', sharedWith: [], savedLateMs: null },
          ...{ before: side('present'), after: side('present'), oldRow: null, ...store },
        },
      },
    });
  const requests = [
    requestWith(1, { attribution: 'shared', sharedWith: [5, 7] }),
    requestWith(2, { attribution: 'late', savedLateMs: 703.2, after: side('present', { dangerous: ['os.system'] }) }),
    requestWith(3, { attribution: 'not-in-time', before: side('not-in-time') }),
    requestWith(4, { attribution: 'unreadable', after: side('out-of-reach', { detail: 'Nothing listens there.' }) }),
    requestWith(5, { before: side('no-cookie', { key: null }), after: side('absent', { key: null }) }),
  ];
  const cells = recordsOf(await exportedText(requests, 'csv', { raw: true })).map((row) => [
    ...[row.change_of, row.row_before, row.row_after, row.row_key],
  ]);
  expect(cells).toEqual([
    ['shared (5, 7)', 'present', 'present', key],
    ['late (703 ms)', 'present', 'present (runs os.system)', key],
    ['not-in-time', 'not-in-time', 'present', key],
    ['unreadable', 'present', 'out-of-reach (Nothing listens there.)', key],
    ['alone', 'no-cookie', 'absent', ''],
  ]);
  const redacted = await exportedText(requests, 'csv');
  expect(redacted).not.toContain('q7xb-2mvt');
  expect(recordsOf(redacted)[0]?.row_key).toMatch(/^sid:[0-9a-f]{12}$/);
});

test('says in words which cookies were expected, and why they did not come', async () => {
  const expectedCookies: ExpectedCookie[] = [
    { name: 'theme', came: true, why: null, rule: null, decidedBy: 1 },
    { name: 'sid', came: false, why: 'path', rule: null, decidedBy: 3, about: { path: '/admin', setBy: 3 } },
    { name: 'old', came: false, why: 'expired', rule: null, decidedBy: 2, about: { endedAtMs: 0, maxAgeSeconds: 60 } },
    {
      name: '__Host-a',
      came: false,
      why: 'refused',
      rule: null,
      decidedBy: 4,
      about: { refusal: { code: 'prefix', prefix: '__Host-', missing: ['secure', 'no-domain'], isNewRule: false } },
    },
    { name: 'far', came: false, why: 'other-host', rule: null, decidedBy: 1, about: { isOfOtherSite: true } },
  ];
  const [row] = recordsOf(await exportedText([aRequest({ expectedCookies })], 'csv', { raw: true }));
  expect(row?.expected_cookies).toBe(
    'theme came; sid did not come: its path is /admin (set by row 3); ' +
      'old did not come: it expired at 1970-01-01T00:00:00.000Z by Max-Age=60 of row 2; ' +
      '__Host-a did not come: browsers refuse it as row 4 set it: a name with __Host- needs Secure and no Domain',
  );
});

test('facts that a file of another program does not contain are empty: engine, reads and writes, whether it broke off', async () => {
  const [row] = recordsOf(await exportedText([aRequest({ verdict: { kind: 'not-observed' } })], 'csv'));
  expect(row).toMatchObject({ verdict: 'not-observed', engine: '', operations: '', store_operations: '', aborted: '' });
});

test('keeps edits, gaps and notices as rows of their kind', async () => {
  const rows = recordsOf(
    await exportedText(
      [
        anEdit({ id: 1, sid: 'x', action: 'destroy' }),
        { kind: 'gap', id: 2, fromMs: 0, toMs: 1000 },
        { kind: 'notice', id: 3, atMs: 0, notice: { code: 'port-taken', wanted: 5000, got: 5001 } },
      ],
      'csv',
      { raw: true },
    ),
  );
  expect(rows.map(({ kind, sid_before, sid_after, detail }) => [kind, sid_before, sid_after, detail])).toEqual([
    ['edit', 'x', '', ''],
    ['gap', '', '', '{"from":"1970-01-01T00:00:00.000Z","to":"1970-01-01T00:00:01.000Z"}'],
    ['notice', '', '', '{"code":"port-taken","wanted":5000,"got":5001}'],
  ]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['\nx', "'\nx"],
  ['\0x', "'\u2400x"],
  ['  =1', "'  =1"],
  ['"=1', '\'"=1'],
  ["'=1", "''=1"],
  ['＝1', "'＝1"],
  ['a;=1', "a;'=1"],
  ['a\n =1', "a\n' =1"],
  ['a\t@x', "a\t'@x"],
  ['a=1;b', 'a=1;b'],
  ["it's", "it's"],
  ['x\0y\x1b[31m\x7f', 'x\u2400y\u241b[31m\u2421'],
  ['a\ud800b', 'a\ufffdb'],
  ['', ''],
])('shows %j in a spreadsheet as %j', (value, shown) => {
  expect(cellOf(value)).toBe(shown);
});

test('writes numbers, booleans and null bare', () => {
  expect([1.5, -1, true, null].map(csvCell)).toEqual(['1.5', '-1', 'true', '']);
});

test('no cell of any log starts a formula, whichever separator a spreadsheet takes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { maxLength: 3 }), async (entries) => {
      const text = await exportedText(entries, 'csv', { raw: true });
      for (const row of parseCsv(text.slice(1))) {
        for (const cell of row) {
          expect(cell).not.toMatch(/^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
          expect(cell).not.toMatch(/^[\t\r\n\0]/);
          for (const part of cell.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[ "]*[=+\-@]/);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('only apostrophes are added: without them every well-formed cell is unchanged', () => {
  const formula = '(?=[\\s"\']{0,64}[=+\\-@\uff1d\uff0b\uff0d\uff20])';
  const atStart = new RegExp(`^'(?:${formula}|(?='*[\\t\\r\\n]))`);
  const inside = new RegExp(`([;\\t\\r\\n])'${formula}`, 'g');
  const unit = fc.constantFrom('=', '+', '@', ';', '\t', '\r', '\n', '"', "'", ' ', ',', 'a', 'é', '😀');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (value) => {
      expect(cellOf(value)?.replace(atStart, '').replace(inside, '$1')).toBe(value);
    }),
    { numRuns: 1000 },
  );
});

test('has one row for every entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { maxLength: 5 }), async (entries) => {
      const rows = recordsOf(await exportedText(entries, 'csv'));
      expect(rows.map(({ id, kind }) => [id, kind])).toEqual(entries.map(({ id, kind }) => [String(id), kind]));
    }),
    { numRuns: 200 },
  );
});

test('a text that is longer than a cell of Excel is cut with a mark that names its length and where the whole is', () => {
  const longest = 'a'.repeat(MAX_CELL_CHARACTERS);
  expect(cellOf(longest)).toBe(longest);
  for (const text of ['a'.repeat(40_000), '😀'.repeat(20_001), `="${'"'.repeat(40_000)}`, '\t;='.repeat(20_000)]) {
    const cell = cellOf(text) ?? '';
    expect(cell.length).toBeLessThanOrEqual(MAX_CELL_CHARACTERS);
    expect(cell.length).toBeGreaterThan(MAX_CELL_CHARACTERS - 3);
    expect(cell).toMatch(/ … \[cut: \d{5,} characters, all of them are in an NDJSON export\]$/);
    expect(cell.isWellFormed()).toBe(true);
  }
});

const LIMIT = MAX_CELL_CHARACTERS;

/** Values around the limit, the text that a spreadsheet is to show of each, and the length that the mark names. */
const aroundTheLimit: readonly (readonly [value: string, kept: string, lengthInMark: number | null])[] = [
  ...[LIMIT - 1, LIMIT].map((length) => ['a'.repeat(length), 'a'.repeat(length), null] as const),
  ['a'.repeat(LIMIT + 1), 'a', LIMIT + 1],
  // Quotes are doubled in the file, and count once for the spreadsheet.
  ['"'.repeat(LIMIT), '"'.repeat(LIMIT), null],
  ['"'.repeat(LIMIT + 1), '"', LIMIT + 1],
  // An apostrophe takes a place of its own, but does not belong to the value.
  [`=${'a'.repeat(LIMIT - 2)}`, `'=${'a'.repeat(LIMIT - 2)}`, null],
  [`=${'a'.repeat(LIMIT - 1)}`, "'=a", LIMIT],
  [`+${'b'.repeat(LIMIT - 1)}`, "'+b", LIMIT],
  [`-${'b'.repeat(LIMIT - 1)}`, "'-b", LIMIT],
  [`@${'b'.repeat(LIMIT - 1)}`, "'@b", LIMIT],
  [`\t${'b'.repeat(LIMIT - 1)}`, "'\tb", LIMIT],
  [`\uff1d${'b'.repeat(LIMIT - 1)}`, "'\uff1db", LIMIT],
  [`${'a;='.repeat(10_000)}${'x'.repeat(3000)}`, "a;'=a;'=", 33_000],
  [`${'\r\n-'.repeat(10_000)}`, `'\r\n'-\r\n'-`, 30_000],
  // Line ends, symbols for control characters, halves of a pair.
  ['\r\n'.repeat(LIMIT), "'\r\n\r\n", 2 * LIMIT],
  ['\n'.repeat(LIMIT + 1), "'\n\n", LIMIT + 1],
  ['\0'.repeat(LIMIT - 1), `'${'\u2400'.repeat(LIMIT - 1)}`, null],
  [`x${'\u001b'.repeat(LIMIT)}`, 'x\u241b', LIMIT + 1],
  [`x${'\ud800'.repeat(LIMIT)}`, 'x\ufffd', LIMIT + 1],
  ...[0, 1].map(
    (before) => [`${'a'.repeat(before)}${'😀'.repeat(LIMIT)}`, before ? 'a😀' : '😀', 2 * LIMIT + before] as const,
  ),
  [`${'😀'.repeat(16_383)}a`, `${'😀'.repeat(16_383)}a`, null],
  [`${'😀'.repeat(16_384)}`, '😀😀', 32_768],
];

test('around the limit of a cell each value is whole, or cut with its own length', () => {
  for (const [value, kept, lengthInMark] of aroundTheLimit) {
    const shown = cellOf(value) ?? '';
    expect(shown.startsWith(kept)).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(LIMIT);
    expect(shown.isWellFormed()).toBe(true);
    const [, length = null] = /\[cut: (\d+) characters/.exec(shown) ?? [];
    expect(length === null ? null : Number(length)).toBe(lengthInMark);
    if (lengthInMark === null) expect(shown).toBe(kept);
  }
});

where(needs.python)('the csv module of Python reads each of these cells as our reader does', () => {
  const file = aroundTheLimit.map(([value]) => `${csvCell(value)},1\r\n`).join('');
  const program = [
    'import csv, io, json, sys',
    "text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')",
    'print(json.dumps(list(csv.reader(text))))',
  ].join('\n');
  const rows = JSON.parse(execFileSync(python, ['-c', program], { input: file, encoding: 'utf8', maxBuffer: 1 << 26 }));
  expect(rows).toEqual(aroundTheLimit.map(([value]) => [cellOf(value), '1']));
});

test('a session of 40,000 letters fits into a cell of Excel, and is complete as NDJSON', async () => {
  const sessionAfter = { a: 'x'.repeat(40_000) };
  const [row] = recordsOf(await exportedText([aRequest({ sessionAfter })], 'csv'));
  expect(row?.session_after?.length).toBe(MAX_CELL_CHARACTERS);
  expect(row?.session_after).toContain('[cut: 40008 characters');
  expect(exportedText([aRequest({ sessionAfter })], 'ndjson')).toContain(sessionAfter.a);
});
