import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import type { PreparedCopy } from '../../server/contract/export-results.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';

/** An inspector with a session, whose whole folder is removed under it. */
async function withoutFolder() {
  const dataDir = join(tempDir(), 'data');
  const running = await inspectorForTest({ dataDir });
  const api = await apiClient(running.inspector);
  const visitor = new Visitor(running.siteUrl);
  await visitor.set('kept', 'of the visitor');
  rmSync(dataDir, { recursive: true });
  const notCopied = () => running.lines.filter((line) => line.includes('could not be copied into the data folder'));
  await eventually(() => expect(notCopied()).toHaveLength(1));
  return { ...running, api, dataDir, notCopied };
}

function valuesIn(path: string): unknown[] {
  const copy = new Sqlite(path, { readonly: true });
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    return copy.prepare('SELECT data_json FROM sessions').pluck().all();
  } finally {
    copy.close();
  }
}

/** The copies that wait to be fetched, in a temporary folder of this test alone. */
function watchTemporaryCopies(): () => string[] {
  const folder = tempDir();
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return () => readdirSync(folder).filter((name) => name.startsWith('session-inspector-copy-'));
}

test('72: where no copy of a lost file could be made, the window can save one', async () => {
  const temporaryCopies = watchTemporaryCopies();
  const { api, notCopied } = await withoutFolder();
  const { path, fileName } = await api.tell<PreparedCopy>('exports.prepareCopy');
  expect(fileName).toMatch(/^session-inspector-[\d-]+-with-secrets\.db$/);
  const head = await send(api.origin, path, { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: '' });
  const answer = await fetch(api.origin + path);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(Number(head.headers['content-length']));
  const saved = join(tempDir(), 'saved.db');
  writeFileSync(saved, bytes);
  expect(valuesIn(saved)).toEqual(['{"kept":"of the visitor"}']);
  // The link works once, and nothing of the copy stays.
  expect((await fetch(api.origin + path)).status).toBe(404);
  await eventually(() => expect(temporaryCopies()).toEqual([]));
  expect(notCopied()).toHaveLength(1);
});

test('72: a copy that is not fetched is deleted with the app', async () => {
  const temporaryCopies = watchTemporaryCopies();
  const { api, inspector } = await withoutFolder();
  await api.tell('exports.prepareCopy');
  expect(temporaryCopies()).toHaveLength(1);
  await inspector.close();
  expect(temporaryCopies()).toEqual([]);
});

test('72: a copy that could not be made is made when the folder is there again', async () => {
  const { dataDir, lines, notCopied } = await withoutFolder();
  mkdirSync(dataDir, { mode: 0o700 });
  const { database } = dataDirAt(dataDir);
  const copies = () => readdirSync(dataDir).filter((name) => /^inspector\.db\.saved-\w+$/.test(name));
  await eventually(() => expect(copies()).toHaveLength(1));
  await eventually(() => expect(lines.some((line) => line.includes('was copied to inspector.db.saved-'))).toBe(true));
  expect(valuesIn(join(dataDir, copies()[0] ?? ''))).toEqual(['{"kept":"of the visitor"}']);
  expect([existsSync(database), notCopied().length]).toEqual([false, 1]);
});
