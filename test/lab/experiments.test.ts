/** Runs every experiment on the real site and checks its result. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieBytes } from '../../server/contract/http/cookie-bytes.ts';
import { EXPERIMENT_NAMES, type ExperimentName, stepsOf, variantsOf } from '../../server/contract/lab/experiments.ts';
import type { LabResult, LabRun, LabStep } from '../../server/contract/lab/run.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';
import { needs } from '../support/where.ts';

let running: RunningInspector;
let api: ApiClient;
beforeAll(async () => {
  running = await runInspector();
  api = await apiClient(running.inspector);
});
afterAll(() => running.stop());

interface Truth {
  readonly experiment: ExperimentName;
  readonly variant: string;
  readonly answer: string;
  /** By step: what was read, or verdict and answer of a request. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

const refusedAs = (verdict: string) => `${verdict}: Welcome Anonymous`;
const anonymous = refusedAs('none');
const admin = 'accepted: Welcome Admin';

const onBothEngines = (truth: Omit<Truth, 'variant'>): Truth[] =>
  ['server-side', 'client-side'].map((variant) => ({ ...truth, variant }));

const truths: readonly Truth[] = [
  ...onBothEngines({
    experiment: 'hijack',
    answer: 'admin',
    evidence: { 'mallory-asks': anonymous, 'mallory-asks-again': admin },
  }),
  {
    experiment: 'twins',
    variant: 'both',
    answer: 'client-side',
    evidence: {
      'read-alice': expect.stringMatching(/^sid [\w-]{32}$/),
      'read-bob': '{"Username":"Admin"}',
      'alice-gets': admin,
      'bob-gets': admin,
    },
  },
  ...onBothEngines({
    experiment: 'forgery',
    answer: 'whole',
    evidence: {
      flip: refusedAs('bad-signature'),
      edit: refusedAs('bad-signature'),
      guess: refusedAs('bad-signature'),
      whole: admin,
    },
  }),
  {
    experiment: 'replay',
    variant: 'server-side',
    answer: 'anonymous',
    evidence: { 'alice-gets': refusedAs('accepted'), 'mallory-gets': refusedAs('accepted') },
  },
  {
    experiment: 'replay',
    variant: 'client-side',
    answer: 'admin',
    evidence: { 'alice-gets': anonymous, 'mallory-gets': admin },
  },
  { experiment: 'fixation', variant: 'plain', answer: 'admin', evidence: { 'mallory-gets': admin } },
  {
    experiment: 'fixation',
    variant: 'fixed',
    answer: 'anonymous',
    evidence: { 'mallory-gets': refusedAs('unknown-sid') },
  },
  ...onBothEngines({
    experiment: 'lost-update',
    answer: 'colour',
    evidence: { 'alice-lists': 'accepted: {"Username":"Admin","colour":"red"}' },
  }),
  {
    experiment: 'expiry',
    variant: 'server-side',
    answer: 'mallory',
    evidence: { 'alice-returns': admin, 'alice-gets': anonymous, 'mallory-gets': admin },
  },
  {
    experiment: 'expiry',
    variant: 'rolling',
    answer: 'both',
    evidence: { 'alice-returns': admin, 'alice-gets': admin, 'mallory-gets': admin },
  },
  {
    experiment: 'expiry',
    variant: 'client-side',
    answer: 'alice',
    evidence: { 'alice-returns': admin, 'alice-gets': admin, 'mallory-gets': refusedAs('expired') },
  },
  {
    experiment: 'rotation',
    variant: 'server-side',
    answer: 'neither',
    evidence: {
      'alice-gets': admin,
      'alice-gets-again': refusedAs('bad-signature'),
      'bob-gets-again': refusedAs('bad-signature'),
    },
  },
  {
    experiment: 'rotation',
    variant: 'client-side',
    answer: 'bob',
    evidence: { 'alice-gets': admin, 'alice-gets-again': refusedAs('bad-signature'), 'bob-gets-again': admin },
  },
  {
    experiment: 'kept-and-sent',
    variant: 'strict',
    answer: 'held-back',
    evidence: { look: expect.stringMatching(/; Path=\/; SameSite=Strict$/), 'alice-returns': anonymous },
  },
  {
    experiment: 'kept-and-sent',
    variant: 'secure',
    answer: 'sent',
    evidence: { look: expect.stringMatching(/; Path=\/; Secure$/), 'alice-returns': admin },
  },
  {
    experiment: 'kept-and-sent',
    variant: 'large',
    answer: 'not-kept',
    evidence: { look: '', 'alice-returns': anonymous },
  },
  {
    experiment: 'two-servers',
    variant: 'turns',
    answer: 'at-once',
    evidence: {
      'servers-start': expect.stringMatching(/^1: http:\/\/localhost:\d+, MemoryStore; 2: .*, MemoryStore$/),
      'alice-gets': refusedAs('unknown-sid'),
      'alice-gets-again': admin,
      'alice-returns': refusedAs('unknown-sid'),
    },
  },
  {
    experiment: 'two-servers',
    variant: 'sticky',
    answer: 'with-server',
    evidence: { 'alice-gets': admin, 'alice-gets-again': admin, 'alice-returns': refusedAs('unknown-sid') },
  },
  {
    experiment: 'two-servers',
    variant: 'shared',
    answer: 'never',
    evidence: {
      'servers-start': expect.stringMatching(needs.redis.isMet ? /, Redis 7[.\d]*; 2: .*, Redis 7/ : /, SQLite 3/),
      'alice-gets': admin,
      'alice-gets-again': admin,
      'alice-returns': admin,
    },
  },
];

/** The servers that get the requests of a run: alternately, or the same one until it is stopped. */
test.each([
  ['turns', [1, 2, 1, 2]],
  ['sticky', [1, 1, 1, 2]],
  ['shared', [1, 2, 1, 2]],
] as const)('two-servers, %s: the requests go to the servers %s', async (variant, servers) => {
  const { steps } = await runInTime('two-servers', variant);
  expect(steps.flatMap((step) => (step.kind === 'request' ? [step.server] : []))).toEqual(servers);
});

test('no variant is without its truth', () => {
  const told = truths.map(({ experiment, variant }) => `${experiment} ${variant}`);
  const all = EXPERIMENT_NAMES.flatMap((name) => variantsOf(name).map((variant) => `${name} ${variant}`));
  expect(told.sort()).toEqual(all.sort());
});

describe.each(truths)('$experiment, $variant', ({ experiment, variant, answer, evidence }) => {
  test('has the expected result', async () => {
    const { steps, ...run } = await runInTime(experiment, variant);
    expect(Object.fromEntries(steps.map((step) => [step.step, told(step)]))).toMatchObject(evidence);
    expect(run).toMatchObject({ experiment, variant, state: 'finished', failure: null, answer });
    expect(steps.map(({ step }) => step)).toEqual(stepsOf(experiment, variant)?.map(({ step }) => step));
    await expectEvidenceInLog(steps);
  });
});

/** Runs an experiment again if a busy machine has made a step too late, which the run reports as `too-late`. */
async function runInTime(experiment: ExperimentName, variant: string): Promise<LabRun> {
  const result = await api.tell<LabResult>('lab.run', { experiment, variant });
  if (!result.ok) throw new Error(`The Lab refused: ${result.reason}`);
  return result.run.failure?.reason === 'too-late' ? runInTime(experiment, variant) : result.run;
}

test.each([
  ['fixation', 'plain', 'alice-logs-in', 'sid-unchanged'],
  ['lost-update', 'server-side', 'first-ends', 'lost-update'],
] as const)(
  '%s, %s: the step %s carries the finding that the words send the reader to',
  async (experiment, variant, step, kind) => {
    const { steps } = await runInTime(experiment, variant);
    const sent = steps.find((done) => done.step === step);
    const record = (await running.requests()).find(({ id }) => sent?.kind === 'request' && id === sent.entryId);
    expect(record?.findings.map((finding) => finding.kind)).toContain(kind);
  },
);

test.each([
  ['strict', 'same-site', 'alice-sets'],
  ['large', 'refused', 'alice-stores'],
] as const)(
  'kept-and-sent, %s: the request that lacks the cookie says %s, decided by the row of %s',
  async (variant, why, step) => {
    const { steps } = await runInTime('kept-and-sent', variant);
    const entryOf = (name: string) => {
      const sent = steps.find((done) => done.step === name);
      return sent?.kind === 'request' ? sent.entryId : null;
    };
    const record = (await running.requests()).find(({ id }) => id === entryOf('alice-returns'));
    expect(record?.expectedCookies).toMatchObject([{ came: false, why, decidedBy: entryOf(step) }]);
  },
);

function told(step: LabStep): string {
  if (step.kind === 'read') return step.text;
  return step.kind === 'request' ? `${step.verdict.kind}: ${step.says}` : '';
}

/** Each request of a run is in the log under the id that the run names, sent by who the run says. */
async function expectEvidenceInLog(steps: readonly LabStep[]): Promise<void> {
  const records = new Map((await running.requests()).map((record): [number, RequestRecord] => [record.id, record]));
  for (const step of steps) {
    if (step.kind !== 'request') continue;
    const { actor, method, url, verdict } = step;
    const record = records.get(step.entryId);
    expect(record).toMatchObject({ actor, method, url, verdict });
    // The size that the table of requests shows.
    const cookieValue = record?.cookieValue ?? null;
    expect(step.cookieBytes).toBe(cookieValue === null ? null : cookieBytes(record?.cookieName ?? '', cookieValue));
    expect(actor.name).toMatch(/^(Alice|Bob|Mallory) \(Lab\)$/);
  }
}
