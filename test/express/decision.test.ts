/** What session-inspector/express tells, against what an app does by itself: calls of its store, and its answers. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import session, { type SessionOptions } from 'express-session';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ToldRequest } from '../../server/contract/app-lines.ts';
import type { Judgment } from '../../server/contract/decision.ts';
import type { SessionData } from '../../server/contract/json.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { inspect } from '../../server/express/inspect.ts';
import { type ToldLines, toldLines } from '../support/told-lines.ts';

const steps = ['set', 'same', 'pop', 'nested', 'regenerate', 'destroy', 'null', 'save', 'reload', 'flush'] as const;
type Step = (typeof steps)[number];
type Live = (Request['session'] & Record<string, unknown>) | null | undefined;

interface Visit {
  readonly cookie: 'none' | 'own' | 'forged' | 'unknown' | 'garbage';
  readonly steps: readonly Step[];
}

/** What the app did by its own account. */
interface Seen {
  readonly calls: { readonly op: string; readonly isAtEnd: boolean }[];
  before: SessionData | null;
  after: SessionData | null;
  isDestroyed: boolean;
}

const name = 'test.sid';
const told: ToldLines = toldLines();
const tried = inspect(session, { dataDir: told.dataDir });
let handle: (request: Request, response: Response, next: NextFunction) => void = () => {};
let plan: readonly Step[] = [];
let seen: Seen = newSeen();
const server = createServer((request, response) => app(request, response));
const app = express().use((request, response, next) => handle(request, response, next));
let origin = '';

beforeAll(async () => {
  await told.listen();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await told.connected();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await told.close();
});

function newSeen(): Seen {
  return { calls: [], before: null, after: null, isDestroyed: false };
}

/** A new app with these options: its store notes its own calls, and its handler what it finds and leaves. */
function appWith(options: Partial<SessionOptions>): void {
  const store = new session.MemoryStore();
  let isAtEnd = false;
  for (const op of ['get', 'set', 'touch', 'destroy'] as const) {
    const method = store[op] as (...args: unknown[]) => void;
    Object.assign(store, {
      [op](...args: unknown[]) {
        seen.calls.push({ op, isAtEnd });
        method.apply(store, args);
      },
    });
  }
  const attach = tried({ name, secret: ['first', 'second'], store, ...options } as SessionOptions);
  handle = (request, response, next) => {
    isAtEnd = false;
    attach(request, response, (error?: unknown) => {
      if (error) return next(error);
      seen.before = seen.calls.length > 0 && request.session ? dataOf(request.session) : null;
      const { end } = response;
      response.end = ((...args: Parameters<typeof end>) => {
        isAtEnd = true;
        seen.after = request.session ? dataOf(request.session) : null;
        return end.apply(response, args);
      }) as typeof end;
      void run(request, response);
    });
  };
}

async function run(request: Request, response: Response): Promise<void> {
  for (const step of plan) await take(step, request, response);
  response.end('done');
}

async function take(step: Step, request: Request, response: Response): Promise<void> {
  const live = request.session as Live;
  if (step === 'flush') return void response.write('early ');
  if (live === null || live === undefined) return;
  const call = (method: 'regenerate' | 'destroy' | 'save' | 'reload') =>
    new Promise<void>((resolve) => void live[method](() => resolve()));
  if (step === 'set') live.key = Math.random();
  else if (step === 'same') live.constant = 'always';
  else if (step === 'pop') delete live.key;
  else if (step === 'nested') live.list = [...((live.list as unknown[]) ?? []), 1];
  else if (step === 'null') (request as { session: unknown }).session = null;
  else await call(step);
  if (step === 'destroy') seen.isDestroyed = true;
}

function dataOf(live: object): SessionData {
  const { cookie: _, ...data } = JSON.parse(JSON.stringify(live)) as SessionData & { cookie: unknown };
  return data as SessionData;
}

const visits = fc.array(
  fc.record<Visit>({
    cookie: fc.constantFrom('none', 'own', 'own', 'own', 'forged', 'unknown', 'garbage'),
    steps: fc.array(fc.constantFrom(...steps), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const anyOptions = fc.record({
  resave: fc.constantFrom(true, false, undefined),
  saveUninitialized: fc.constantFrom(true, false, undefined),
  rolling: fc.boolean(),
  unset: fc.constantFrom('keep' as const, 'destroy' as const),
  proxy: fc.constantFrom(true, false, undefined),
  cookie: fc.record({
    maxAge: fc.constantFrom(undefined, 60_000),
    secure: fc.constantFrom(false, false, true, 'auto' as const),
    sameSite: fc.constantFrom(false, true, 'lax' as const, 'strict' as const),
  }),
});

test('for all options and handlers, the reported rules and calls match the behaviour of the app', async () => {
  // express-session tells of options that are not given.
  const hear = () => {};
  process.on('deprecation' as never, hear);
  await fc.assert(
    fc.asyncProperty(anyOptions, visits, async (options, walk) => {
      appWith(options as Partial<SessionOptions>);
      let own: string | null = null;
      for (const visit of walk) {
        plan = visit.steps;
        seen = newSeen();
        const count = told.lines.filter(({ t }) => t === 'request').length;
        const headers = { ...cookieHeader(visit.cookie, own), 'x-forwarded-proto': 'https' };
        const response = await fetch(origin, { headers });
        await response.text();
        const request = (await told.requests(count + 1))[count] as ToldRequest;
        const sent = response.headers.getSetCookie()[0];
        const why = JSON.stringify({ options, visit, request, seen });
        expect(decided(request.decision), why).toEqual({
          saved: atEnd('set'),
          touched: atEnd('touch'),
          destroyed: atEnd('destroy') || seen.isDestroyed,
          'set-cookie': sent !== undefined,
        });
        expect(request.storeOperations.map(({ op }) => op).toSorted(), why).toEqual(
          seen.calls.map(({ op }) => op).toSorted(),
        );
        expect(request.before.data, why).toEqual(request.before.sid === null ? null : seen.before);
        const after = request.after === 'same' ? request.before : request.after;
        expect(after.data, why).toEqual(after.sid === null ? null : seen.after);
        if (sent !== undefined) own = sent.split(';')[0] as string;
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) },
  );
  process.off('deprecation', hear);
});

function atEnd(op: string): boolean {
  return seen.calls.some((call) => call.op === op && call.isAtEnd);
}

function decided(decision: readonly Judgment[]): Record<string, boolean> {
  return Object.fromEntries(
    decision.filter(({ question }) => question !== 'created').map(({ question, answer }) => [question, answer]),
  );
}

function cookieHeader(kind: Visit['cookie'], own: string | null): Record<string, string> {
  if (kind === 'none' || (kind === 'own' && own === null)) return {};
  if (kind === 'own') return { cookie: own as string };
  if (kind === 'garbage') return { cookie: `${name}=nonsense` };
  const value = kind === 'forged' ? 's:somebody.AAAA' : `s:${sign('somebody', 'second')}`;
  return { cookie: `${name}=${encodeURIComponent(value)}` };
}
