import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { decodeEntry } from '../../../server/storage/log/entry-codec/entry-codec.ts';

/** The requests of the only watched app of a data folder, from its database, which may be in use. */
export function recordsOf(dataDir: string): RequestRecord[] {
  const watched = join(dataDir, 'watched');
  const [id = ''] = readdirSync(watched);
  const database = new Sqlite(join(watched, id, 'inspector.db'), { readonly: true });
  try {
    const rows = database.prepare<[], string>('SELECT entry_json FROM log ORDER BY id').pluck().all();
    return rows.map(decodeEntry).filter((entry) => entry.kind === 'request');
  } finally {
    database.close();
  }
}
