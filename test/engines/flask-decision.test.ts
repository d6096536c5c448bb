import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ErrorRequestHandler, Request } from 'express';
import fc from 'fast-check';
import { expect, onTestFinished } from 'vitest';
import type { ClientSideOptions } from '../../server/contract/engine-options.ts';
import type { SessionEngine } from '../../server/engines/engine.ts';
import { observeSite } from '../support/site-with-engines.ts';
import { Visitor } from '../support/visitor.ts';
import { needs, python, where } from '../support/where.ts';

const steps = ['get', 'set', 'set-list', 'nested', 'pop', 'pop-list', 'clear'] as const;
type Step = (typeof steps)[number];

interface Answer {
  readonly status: number;
  readonly setCookie: readonly string[];
}

const anyOptions = fc.record<ClientSideOptions>({
  cookieName: fc.constant(null),
  httpOnly: fc.boolean(),
  secure: fc.boolean(),
  sameSite: fc.constantFrom(null, 'lax', 'strict', 'none'),
  permanentLifetimeSeconds: fc.constantFrom(60, 2_678_400),
  refreshEachRequest: fc.boolean(),
  permanent: fc.boolean(),
  hasSecret: fc.constantFrom(true, true, true, false),
});
const anyWalk = fc.array(fc.array(fc.constantFrom(...steps), { maxLength: 4 }), { minLength: 1, maxLength: 5 });

where(needs.flask)(
  'real Flask and the client-side engine send, delete and withhold the same cookies, and the decision says so',
  async () => {
    const flask = realFlask();
    let plan: readonly Step[] = [];
    const site = await observeSite((app, engine) => {
      app.get('/', (req, res) => {
        for (const step of plan) take(step, engine, req);
        res.send('done');
      });
      app.use(((_error, _req, res, _next) => void res.status(500).send('failed')) as ErrorRequestHandler);
    });
    site.settings.engine = 'client-side';
    let visits = 0;

    await fc.assert(
      fc.asyncProperty(anyOptions, anyWalk, async (options, walk) => {
        site.settings.clientSide = options;
        const visitor = new Visitor(site.origin);
        let flaskCookie: string | null = null;
        let ourCookie: string | null = null;
        for (plan of walk) {
          const theirs: Answer = await flask.visit({ options, cookie: flaskCookie, steps: plan });
          const reply = await visitor.send('GET', '/', { headers: ourCookie === null ? {} : { Cookie: ourCookie } });
          const ours: Answer = { status: reply.status, setCookie: reply.setCookies };
          expect(shapeOf(ours), JSON.stringify({ options, walk, plan })).toEqual(shapeOf(theirs));
          const record = (await site.records(++visits))[visits - 1];
          const decided = record?.decision.find(({ question }) => question === 'set-cookie');
          expect(decided?.answer, JSON.stringify(record?.decision)).toBe(ours.setCookie.length > 0);
          flaskCookie = heldAfter(flaskCookie, theirs);
          ourCookie = heldAfter(ourCookie, ours);
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) },
    );
  },
);

function take(step: Step, engine: SessionEngine, req: Request): void {
  const session = engine.sessionOf(req);
  if (step === 'get') session.get('key');
  if (step === 'set') session.set('key', 'value');
  if (step === 'set-list') session.set('list', [1]);
  if (step === 'nested') (session.get('list') as number[] | undefined)?.push(2);
  if (step === 'pop') session.pop('key');
  if (step === 'pop-list') session.pop('list');
  if (step === 'clear') session.clear();
}

/** An answer without what the time of signing changes: the value, and the date of Expires (a deletion's is fixed). */
function shapeOf({ status, setCookie }: Answer) {
  return {
    status,
    cookies: setCookie.map((line) =>
      line.replace(/^session=[^;]+/, 'session=…').replace(/Expires=(?!Thu, 01 Jan 1970)[^;]+/, 'Expires=…'),
    ),
  };
}

/** The cookie a browser that takes every cookie would hold afterwards. */
function heldAfter(held: string | null, { setCookie }: Answer): string | null {
  const [line] = setCookie;
  if (line === undefined) return held;
  return line.includes('Max-Age=0') ? null : (line.split(';')[0] ?? null);
}

/** Real Flask in a separate process, until the test is over. */
function realFlask() {
  const script = fileURLToPath(new URL('./flask-decision.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.stdin.end());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async visit(request: object): Promise<Answer> {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return JSON.parse((await lines.next()).value as string) as Answer;
    },
  };
}
