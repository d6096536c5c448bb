import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import type { Judgment } from '../../server/contract/decision.ts';
import { defaultServerSideOptions, type ServerSideOptions } from '../../server/contract/engine-options.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { insideView } from '../../server/record/inside-view.ts';
import { createRecorder } from '../../server/record/recorder.ts';
import { CommitQueue } from '../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { SqliteSessionStore } from '../../server/storage/sessions/session-store.ts';

/** What a handler may do to its session, one after the other. */
const steps = [
  'get',
  'set',
  'same',
  'pop',
  'nested',
  'regenerate',
  'destroy',
  'null',
  'save',
  'reload',
  'maxAge',
  'flush',
] as const;
type Step = (typeof steps)[number];

interface Visit {
  readonly cookie: 'none' | 'own' | 'forged' | 'unknown' | 'garbage';
  readonly steps: readonly Step[];
}

const cookieName = 'test.sid';
const secrets = ['first', 'second'];

describe('the decision of the server-side engine', () => {
  let options: ServerSideOptions = defaultServerSideOptions;
  let plan: readonly Step[] = [];
  const records: RequestRecord[] = [];
  let lastId = 0;
  const { database } = openDatabase(':memory:');
  const queue = new CommitQueue(database);
  const store = new SqliteSessionStore({ database, queue, clock: systemClock, idleLimitMs: () => 60_000 });
  const engine = createServerSideEngine({
    store,
    secrets: () => secrets,
    cookieName: () => cookieName,
    clock: systemClock,
    options: () => options,
  });
  const recorder = createRecorder({
    clock: systemClock,
    isRecording: () => true,
    sessions: insideView(() => ({ name: 'server-side', cookieNames: { session: cookieName, otherEngine: 'session' } })),
    identify: () => ({ actor: { id: 'test', name: 'test', kind: 'outside' }, resendOf: null, jar: null }),
    takeId: () => ++lastId,
    commit: (record) => records.push(record),
  });

  const app = express();
  app.use(engine.attach);
  app.use(async (req, res) => {
    for (const step of plan) await take(step, req, res);
    res.end('done');
  });
  // An error after destroy() is part of the walk: the answer is sent all the same.
  app.use(
    ((_error, _req, res, _next) =>
      void (res.headersSent || res.status(500).end('failed'))) as express.ErrorRequestHandler,
  );
  const server = createServer((req, res) => recorder(req, res, () => app(req, res)));
  let origin = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    database.close();
  });

  async function take(step: Step, req: Request, res: express.Response): Promise<void> {
    const session = req.session as (Request['session'] & Record<string, unknown>) | null | undefined;
    if (step === 'flush') return void res.write('early ');
    if (session === null || session === undefined) return;
    switch (step) {
      case 'get':
        return void engine.sessionOf(req).get('key');
      case 'set':
        return engine.sessionOf(req).set('key', lastId);
      case 'same':
        return engine.sessionOf(req).set('constant', 'always');
      case 'pop':
        return void engine.sessionOf(req).pop('key');
      case 'nested':
        session.list = [...((session.list as unknown[]) ?? []), 1];
        return;
      case 'regenerate':
        return engine.sessionOf(req).regenerate();
      case 'destroy':
        return engine.sessionOf(req).destroy();
      case 'null':
        (req as { session: unknown }).session = null;
        return;
      case 'save':
        return new Promise((resolve) => session.save(() => resolve()));
      case 'reload':
        return new Promise((resolve) => session.reload(() => resolve()));
      case 'maxAge':
        session.cookie.maxAge = 30_000;
        return;
    }
  }

  const visits = fc.array(
    fc.record<Visit>({
      cookie: fc.constantFrom('none', 'own', 'own', 'own', 'forged', 'unknown', 'garbage'),
      steps: fc.array(fc.constantFrom(...steps), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const anyOptions = fc.record<ServerSideOptions>({
    name: fc.constant(null),
    resave: fc.boolean(),
    saveUninitialized: fc.boolean(),
    rolling: fc.boolean(),
    unset: fc.constantFrom('keep', 'destroy'),
    cookie: fc.record({
      maxAgeMs: fc.constantFrom(null, 60_000),
      httpOnly: fc.boolean(),
      secure: fc.constantFrom(false, false, true, 'auto' as const),
      sameSite: fc.constantFrom(null, 'lax' as const, 'strict' as const),
    }),
  });

  it('predicts the observed behaviour of express-session for all options and handlers', async () => {
    await fc.assert(
      fc.asyncProperty(anyOptions, visits, async (given, walk) => {
        options = given;
        let own: string | null = null;
        for (const visit of walk) {
          plan = visit.steps;
          const before = records.length;
          const response = await fetch(origin, { headers: cookieHeader(visit.cookie, own) });
          await response.text();
          await recorded(before + 1);
          const record = records[before] as RequestRecord;
          expect(foretold(record.decision), explain(given, visit, record)).toEqual(observed(record));
          const sent = response.headers.getSetCookie()[0];
          if (sent !== undefined) own = sent.split(';')[0] as string;
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
    );
  });

  function recorded(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => (records.length >= count ? resolve() : setImmediate(look));
      look();
    });
  }
});

function cookieHeader(kind: Visit['cookie'], own: string | null): Record<string, string> {
  if (kind === 'none' || (kind === 'own' && own === null)) return {};
  if (kind === 'own') return { cookie: own as string };
  if (kind === 'garbage') return { cookie: `${cookieName}=nonsense` };
  const value = kind === 'forged' ? 's:somebody.AAAA' : `s:${sign('somebody', 'second')}`;
  return { cookie: `${cookieName}=${encodeURIComponent(value)}` };
}

function foretold(decision: readonly Judgment[]) {
  const answer = (question: Judgment['question']) =>
    decision.find((judgment) => judgment.question === question)?.answer;
  return {
    saved: answer('saved'),
    touched: answer('touched'),
    destroyed: answer('destroyed'),
    cookie: answer('set-cookie'),
  };
}

/** What the record says happened: the calls of the store when the response ended, and the header that was sent. */
function observed(record: RequestRecord) {
  const atEnd = (op: string) => record.storeOperations.some((call) => call.op === op && call.phase === 'end');
  const byHandler = record.operations.some((operation) => operation.op === 'destroy');
  return {
    saved: atEnd('set'),
    touched: atEnd('touch'),
    destroyed: atEnd('destroy') || byHandler,
    cookie: record.setCookie !== null,
  };
}

function explain(options: ServerSideOptions, visit: Visit, record: RequestRecord): string {
  return JSON.stringify({
    options,
    visit,
    decision: record.decision,
    calls: record.storeOperations,
    status: record.status,
  });
}
