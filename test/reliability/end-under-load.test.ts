import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { decodeEntry } from '../../server/storage/log/entry-codec/entry-codec.ts';
import { serve } from '../support/command.ts';
import { CountingClient } from '../support/crash-cycles.ts';
import { eventually } from '../support/eventually.ts';
import { tempDir } from '../support/temp-dir.ts';

test('7: SIGTERM under load ends with status 0, without a lost answered write, and without a journal', async () => {
  const dataDir = join(tempDir(), 'data');
  const clients = Array.from({ length: 8 }, (_, n) => new CountingClient(`client${n}`));
  for (let round = 0; round < 2; round++) {
    const running = await serve(dataDir);
    for (const client of clients) {
      const value = await client.stored(running.ready.site);
      expect([client.promised, client.asked]).toContain(value);
      client.promised = value;
    }
    const counting = Promise.all(clients.map((client) => client.countUp(running.ready.site)));
    await eventually(() => expect(clients.every(({ answered }) => answered.length > 3)).toBe(true));
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, signal: null, stderr: '' });
    await counting;
    const { database: path } = dataDirAt(dataDir);
    expect([existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([false, false]);
  }
  const database = new Sqlite(dataDirAt(dataDir).database, { readonly: true });
  expect(database.prepare('SELECT count(*) FROM runs WHERE ended_at_ms IS NULL').pluck().get()).toBe(0);
  const records = database.prepare<[], string>('SELECT entry_json FROM log').pluck().all();
  database.close();
  const urls = new Set(records.map((record) => (decodeEntry(record) as { url?: string }).url));
  const last = clients.flatMap((client) => client.answered.map((value) => client.urlOf(value)));
  expect(last.filter((url) => !urls.has(url))).toEqual([]);
});
