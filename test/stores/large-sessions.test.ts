import { createRequire } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import session, { type Store } from 'express-session';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isLeftOut } from '../../server/contract/left-out.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreRow } from '../../server/contract/store-list.ts';
import { eventually } from '../support/eventually.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { storedExpress } from '../support/stored-express.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, tell, watchStore } from '../support/watched.ts';

const require = createRequire(import.meta.url);
type StoreMaker = (package_: typeof session) => new (options: object) => Store;

/** A watched app on SQLite whose route `/large` fills the session. */
async function shop(rest: () => unknown) {
  const where = join(tempDir(), 'sessions.db');
  const client = new Database(where);
  onTestFinished(() => void client.close());
  const SqliteStore = (require('better-sqlite3-session-store') as StoreMaker)(session);
  const app = await storedExpress(
    new SqliteStore({ client, expired: { clear: false, intervalMs: 900_000 } }),
    'a secret of the app',
    {
      routes: (routes) =>
        routes.get('/large', (request, response) => {
          (request.session as unknown as { rest: unknown }).rest = rest();
          response.send('large');
        }),
    },
  );
  const { inspector } = await inspectorForTest();
  const { id, open } = await watchStore(inspector, app.origin, where);
  return { inspector, id, visitor: new Visitor(open ?? '') };
}

/** Asks until a record fulfils the expectation: on a busy machine a row may not be read in time, which it then says. */
async function untilRecorded(
  { inspector, id, visitor }: Awaited<ReturnType<typeof shop>>,
  path: (n: number) => string,
  expectation: (record: RequestRecord) => void,
): Promise<RequestRecord> {
  let asked = (await recorded(inspector, id, 0)).length;
  return eventually(async () => {
    await visitor.get(path(asked));
    const last = (await recorded(inspector, id, ++asked)).at(-1) as RequestRecord;
    expectation(last);
    return last;
  });
}

describe('a watched app with very large sessions', () => {
  test('a record has what changed of 4,000 keys, and says what it leaves out', async () => {
    const app = await shop(() =>
      Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`k${n}`, `the value ${n}`])),
    );
    await app.visitor.get('/large');
    await recorded(app.inspector, app.id, 1);
    const record = await untilRecorded(
      app,
      (n) => `/set?key=cart&value=${n}`,
      ({ evidence, sessionBefore }) => {
        expect(evidence?.store?.attribution).toBe('alone');
        expect(sessionBefore).toHaveProperty('cart');
      },
    );
    const { sessionBefore, sessionAfter, evidence } = record;
    expect(sessionAfter?.cart).not.toBe(sessionBefore?.cart);
    expect(evidence?.store?.after.bytes).toBeGreaterThan(80_000);
    const rest = sessionAfter?.rest as { [key: string]: never };
    expect(isLeftOut('…', rest['…'])).toBe(true);
    // The rest is not changed, and its hash says so.
    expect(sessionBefore?.rest).toEqual(rest);
    expect(JSON.stringify(record).length).toBeLessThan(300_000);

    const row = await tell<StoreRow>(app.inspector, 'store.find', { key: evidence?.store?.after.key }, app.id);
    if (row.now.state !== 'present') throw new Error(row.now.state);
    expect(JSON.stringify(row.now.value.data).length).toBeLessThan(100_000);
  });

  test('of a value above 1 MiB the record says the whole size, and that it is not read', async () => {
    const app = await shop(() => 'x'.repeat(3_000_000));
    await app.visitor.get('/large');
    const record = await untilRecorded(
      app,
      () => '/get',
      ({ evidence }) => expect(evidence?.store?.before.detail).toMatch(/larger than 1 MiB/),
    );
    expect(record.evidence?.store?.before.bytes).toBeGreaterThan(3_000_000);
    expect(record.evidence?.store?.attribution).toBe('unreadable');
  });
});
