import { expect, test } from 'vitest';
import type { ExportDraft } from '../../server/contract/export-options.ts';
import type { ExportPreview, PreparedExport, ReportEntries } from '../../server/contract/export-results.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';

type Wanted = Partial<ExportDraft>;
type Preview = Extract<ExportPreview, { ok: true }>;

interface Setting {
  readonly running: RunningInspector;
  readonly api: ApiClient;
  preview(wanted: Wanted): Promise<ExportPreview>;
  shown(wanted: Wanted): Promise<Preview>;
  download(wanted: Wanted): Promise<string>;
}

const filter = (text: string) => ({ of: 'filter', filter: text }) as const;

/** An inspector whose log has three visits of one visitor, and two of another. */
async function setUp(): Promise<Setting> {
  const running = await inspectorForTest();
  const api = await apiClient(running.inspector);
  const [first, second] = [new Visitor(running.siteUrl), new Visitor(running.siteUrl)];
  for (const n of [1, 2, 3]) await first.get(`/setsession?first=${n}`);
  for (const n of [1, 2]) await second.get(`/setsession?second=${n}`);
  await eventually(async () => expect(await running.requests()).toHaveLength(5));
  const preview = (wanted: Wanted) => api.tell<ExportPreview>('exports.preview', { format: 'ndjson', ...wanted });
  return {
    running,
    api,
    preview,
    async shown(wanted) {
      const answer = await preview(wanted);
      if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
      return answer;
    },
    async download(wanted) {
      const prepared = await api.tell<PreparedExport>('exports.prepare', { format: 'ndjson', ...wanted });
      if (!prepared.ok) throw new Error(JSON.stringify(prepared.errors));
      return (await send(api.origin, prepared.path)).body;
    },
  };
}

const visitsIn = (text: string) => text.match(/\b(first|second)=\d(?=")/g) ?? [];

test('a filter exports its matches in the whole log, oldest first, and the file says that it is a part', async () => {
  const { download } = await setUp();
  const text = await download({ scope: filter('second method:GET') });
  expect(visitsIn(text)).toEqual(['second=1', 'second=2']);
  expect(JSON.parse(text.split('\n', 1)[0] ?? '')).toMatchObject({ scope: 'filter', redacted: true });
});

test('an empty filter exports the whole log; a filter without matches exports an empty file', async () => {
  const { download } = await setUp();
  expect(visitsIn(await download({ scope: filter('') }))).toHaveLength(5);
  expect(visitsIn(await download({ scope: filter('nowhere') }))).toEqual([]);
  expect(visitsIn(await download({}))).toHaveLength(5);
});

test.each(['csv', 'har'] as const)('as %s too', async (format) => {
  const { download } = await setUp();
  const text = await download({ format, scope: filter('second=2') });
  expect([text.includes('second=2'), text.includes('first=')]).toEqual([true, false]);
});

test('a session exports its own entries, and no entry of another session', async () => {
  const { running, download } = await setUp();
  const sid = (await running.requests()).at(-1)?.sidAfter ?? '';
  expect(visitsIn(await download({ scope: { of: 'session', sid } }))).toEqual(['second=1', 'second=2']);
  expect(visitsIn(await download({ scope: { of: 'session', sid: 'nobody' } }))).toEqual([]);
});

test.each([
  ['ndjson', false],
  ['csv', false],
  ['har', false],
  ['ndjson', true],
] as const)('the preview of %s (raw: %s) is how the file begins, to the letter', async (format, raw) => {
  const { shown, download } = await setUp();
  const wanted = { format, raw, scope: filter('first') };
  const { lines, draft, entries, isExact } = await shown(wanted);
  expect([entries, isExact]).toEqual([3, true]);
  const inFile = (await download({ ...wanted, draft })).split(/\r?\n/);
  expect(lines.length).toBeGreaterThan(1);
  lines.forEach(({ text, cut }, index) => {
    expect(inFile[index]?.slice(0, text.length)).toBe(text);
    expect(inFile[index]?.length).toBe(text.length + cut);
  });
});

test('a preview is bounded, and says whether it is the whole file', async () => {
  const { running, shown } = await setUp();
  expect(await shown({ scope: filter('first=1') })).toMatchObject({ isWhole: true, entries: 1 });
  const visitor = new Visitor(running.siteUrl);
  for (let n = 0; n < 20; n++) await visitor.get(`/getsession?many=${n}`);
  await eventually(async () => expect(await running.requests()).toHaveLength(25));
  const { lines, isWhole, entries, bytes } = await shown({ scope: filter('many') });
  expect([lines.length, isWhole, entries]).toEqual([8, false, 20]);
  for (const { text } of lines) expect(text.length).toBeLessThanOrEqual(600);
  const whole = await shown({});
  expect([whole.entries >= 25, whole.isExact, whole.bytes > bytes]).toEqual([true, false, true]);
});

test('the reported size is close to that of the file', async () => {
  const { shown, download } = await setUp();
  for (const format of ['ndjson', 'csv', 'har'] as const) {
    const { bytes } = await shown({ format, scope: filter('setsession') });
    const size = Buffer.byteLength(await download({ format, scope: filter('setsession') }));
    expect(bytes / size).toBeGreaterThan(0.5);
    expect(bytes / size).toBeLessThan(2);
  }
});

test('an empty log, and a filter without matches, have a preview without entries', async () => {
  const { running, api, shown } = await setUp();
  expect(await shown({ scope: filter('nowhere') })).toMatchObject({ entries: 0, bytes: 0, isWhole: true });
  await api.tell('log.clear');
  await eventually(async () => expect(await running.requests()).toHaveLength(0));
  expect(await shown({})).toMatchObject({ entries: 0, isWhole: true });
});

test('a draft is valid for one file: the next file has other pseudonyms', async () => {
  const { shown, download } = await setUp();
  const first = await shown({});
  const again = await shown({ draft: first.draft, format: 'csv' });
  expect(again.draft).toBe(first.draft);
  const sidsIn = (text: string) => new Set(text.match(/sid:[0-9a-f]{12}/g));
  const [one, two] = [await download({ draft: first.draft }), await download({ draft: first.draft })];
  expect(sidsIn(one).size).toBe(2);
  expect([...sidsIn(one)].filter((sid) => sidsIn(two).has(sid))).toEqual([]);
});

test('an invalid or slow filter is reported with its position, and no file is exported', async () => {
  const { running, api, preview } = await setUp();
  const errors = [{ kind: 'unclosed-quote', from: 2, to: 4 }];
  const refused = { ok: false, errors };
  expect(await preview({ scope: filter('a "b') })).toEqual(refused);
  expect(await api.tell('exports.prepare', { format: 'csv', scope: filter('a "b') })).toEqual(refused);
  expect(await api.tell('exports.report', { scope: filter('a "b') })).toEqual(refused);
  await new Visitor(running.siteUrl).get(`/${'a'.repeat(60)}!`);
  expect(await preview({ scope: filter('/^\\/(a+)+$/') })).toMatchObject({
    ok: false,
    errors: [{ kind: 'slow-regex' }],
  });
});

test('a report has the entries of a session without secrets, and the sid in the form of the entries', async () => {
  const { running, api } = await setUp();
  const record = (await running.requests()).at(-1);
  const sid = record?.sidAfter ?? '';
  const report = (more: object) =>
    api.tell<ReportEntries>('exports.report', { scope: { of: 'session', sid }, ...more });
  const safe = await report({});
  if (!safe.ok) throw new Error('refused');
  expect([safe.total, safe.entries.length]).toEqual([2, 2]);
  expect(safe.sid).toMatch(/^sid:[0-9a-f]{12}$/);
  for (const entry of safe.entries) expect(entry).toMatchObject({ kind: 'request', sidAfter: safe.sid });
  expect(JSON.stringify(safe)).not.toContain(sid);
  expect(JSON.stringify(safe)).not.toContain(encodeURIComponent(record?.setCookie ?? sid));
  const raw = await report({ raw: true });
  expect(raw).toMatchObject({ ok: true, sid });
  expect(await report({ scope: filter('first') })).toMatchObject({ ok: true, total: 3, sid: null });
});

test('a report is bounded to the newest entries, and says how many there are', async () => {
  const { running, api } = await setUp();
  const visitor = new Visitor(running.siteUrl);
  for (let n = 0; n < 205; n++) await visitor.get(`/setsession?late=${n}`);
  await eventually(async () => expect(await running.requests()).toHaveLength(210));
  for (const scope of [filter('setsession'), { of: 'all' }]) {
    const report = await api.tell<ReportEntries>('exports.report', { scope });
    if (!report.ok) throw new Error('refused');
    expect([report.entries.length, report.total >= 210]).toEqual([200, true]);
    expect(report.entries.at(-1)).toMatchObject({ url: '/setsession?late=204' });
  }
});
