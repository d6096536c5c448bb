/** A site of a test's own handlers behind the real recorder, the real engines and a real store. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import {
  type ClientSideOptions,
  defaultClientSideOptions,
  defaultServerSideOptions,
  type ServerSideOptions,
} from '../../server/contract/engine-options.ts';
import type { EngineName, LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { createClientSideEngine } from '../../server/engines/client-side-engine.ts';
import type { SessionEngine } from '../../server/engines/engine.ts';
import { createEngineSwitch } from '../../server/engines/engine-switch.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { insideView } from '../../server/record/inside-view.ts';
import { createRecorder } from '../../server/record/recorder.ts';
import { actorFromUserAgent } from '../../server/record/user-agent-actor.ts';
import { CommitQueue } from '../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { SqliteSessionStore } from '../../server/storage/sessions/session-store.ts';
import { eventually } from './eventually.ts';

export interface ObservedSite {
  readonly origin: string;
  readonly store: SqliteSessionStore;
  /** What is in charge; a test may change it between requests. */
  readonly settings: { engine: EngineName; serverSide: ServerSideOptions; clientSide: ClientSideOptions };
  /** The records so far; waits until there are at least `count`. */
  records(count: number): Promise<RequestRecord[]>;
}

export async function observeSite(
  routes: (app: Express, engine: SessionEngine) => void,
  { trustProxy = false, recall = () => [] }: { trustProxy?: boolean; recall?: () => readonly LogEntry[] } = {},
): Promise<ObservedSite> {
  const settings = {
    engine: 'server-side' as EngineName,
    serverSide: defaultServerSideOptions,
    clientSide: defaultClientSideOptions,
  };
  const { database } = openDatabase(':memory:');
  const queue = new CommitQueue(database);
  const clock = systemClock;
  const store = new SqliteSessionStore({ database, queue, clock, idleLimitMs: () => 60_000 });
  const secrets = ['secret'];
  const engine = createEngineSwitch(
    {
      'server-side': createServerSideEngine({
        store,
        secrets: () => secrets,
        clock,
        cookieName: () => 'sid',
        options: () => settings.serverSide,
      }),
      'client-side': createClientSideEngine({
        secrets: () => secrets,
        clock,
        cookieName: () => 'session',
        options: () => settings.clientSide,
      }),
    },
    () => settings.engine,
  );
  const records: RequestRecord[] = [];
  let lastId = 0;
  const recorder = createRecorder({
    clock,
    isRecording: () => true,
    sessions: insideView(engine.of),
    identify: (request) => ({ actor: actorFromUserAgent(request.headers['user-agent']), resendOf: null, jar: null }),
    recall,
    takeId: () => ++lastId,
    commit: (record) => records.push(record),
  });
  const app = express();
  app.set('trust proxy', trustProxy);
  app.use(engine.attach);
  routes(app, engine);
  const server = createServer((req, res) => recorder(req, res, () => app(req, res)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    queue.drain();
    database.close();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    settings,
    records: async (count) => {
      await eventually(() => {
        if (records.length < count) throw new Error(`${records.length} of ${count} records`);
      });
      return records;
    },
  };
}
