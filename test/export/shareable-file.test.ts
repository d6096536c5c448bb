import { expect, test } from 'vitest';
import type { PreparedExport } from '../../server/contract/export-results.ts';
import { givenCase } from '../import/reading.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { Visitor } from '../support/visitor.ts';
import { filesOf, recordingOf } from './files-of.ts';

const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';
const SIGNATURE = 'l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';
const GITHUB = `ghp_${'aB3dE5'.repeat(6)}`;

// Inputs of which a sanitised file once had these texts.
test.each([
  ['h01-set-cookie-newline.har', [SID, SIGNATURE]],
  ['h02-set-cookie-comma.har', [SID, SIGNATURE]],
  ['r01-cas-and-ws-fed-names.har', ['canaryTicket0001', 'canaryWresult0002']],
  ['r03-token-shapes.har', [GITHUB, 'canaryBearer0004']],
  ['r04-token-in-path.har', ['canaryReset00056f9c2b7e4d1a8f30']],
  ['r06-session-values.har', ['canaryAccess0007', 'canaryPass0008', 'eyJhY2Nlc3NfdG9rZW4iOiJj']],
])('a sanitised file of %s has none of its secrets, in any format', async (name, secrets) => {
  const reader = await recordingOf(givenCase(name).replace('ghp_(36 letters and digits)', GITHUB));
  for (const [format, file] of await filesOf(reader, false)) {
    expect({ format, left: secrets.filter((secret) => file.includes(secret)) }).toEqual({ format, left: [] });
  }
  const raw = (await filesOf(reader, true)).map(([, file]) => file);
  expect(secrets.filter((secret) => !raw.some((file) => file.includes(secret)))).toEqual([]);
});

test('a sanitised file of two cookies in one line still shows both, with their names and attributes', async () => {
  const reader = await recordingOf(givenCase('h02-set-cookie-comma.har'));
  const [, ndjson = ''] = (await filesOf(reader, false)).find(([format]) => format === 'ndjson') ?? [];
  expect(ndjson).toMatch(/"a=cookie:\w{12}; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=\/"/);
  expect(ndjson).toMatch(/"connect\.sid=s%3Asid:\w{12}\.signature:\w{12}; Path=\/"/);
});

test('links and places stay readable', async () => {
  const reader = await recordingOf(givenCase('r04-token-in-path.har'));
  const [, ndjson = ''] = (await filesOf(reader, false)).find(([format]) => format === 'ndjson') ?? [];
  const tokens = [...ndjson.matchAll(/http:\/\/app\.test\/reset-password\/(token:\w{12})/g)].map(([, token]) => token);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
});

test("a visitor's session value under the name of a secret is in no sanitised file", async () => {
  const running = await inspectorForTest();
  const api = await apiClient(running.inspector);
  const visitor = new Visitor(running.siteUrl);
  await visitor.get('/setsession?Username=Admin');
  const body = givenCase('r06-session-values.http').split('\n').at(-1) ?? '';
  await visitor.set('access_token', JSON.parse(body));
  await visitor.set('profile', { name: 'Alice', password: 'canaryPass0008' });
  await visitor.get('/getsession');
  await eventually(async () => expect(await running.requests()).toHaveLength(4));
  const download = async (format: string, raw: boolean) => {
    const prepared = await api.tell<PreparedExport>('exports.prepare', { format, raw });
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.errors));
    return (await send(api.origin, prepared.path)).body;
  };
  for (const format of ['ndjson', 'csv', 'har']) {
    expect(await download(format, false)).not.toMatch(/canary/);
    expect(await download(format, false)).toMatch(/Admin[\s\S]*Alice/);
    expect(await download(format, true)).toMatch(/canaryAccess0007[\s\S]*canaryPass0008/);
  }
});
