/** What the Lab leaves alone, and how a run ends that cannot go on. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Senders } from '../../server/actors/senders.ts';
import { systemClock } from '../../server/base/clock.ts';
import type { ActorState } from '../../server/contract/actor.ts';
import { EXPERIMENT_NAMES, type ExperimentName, variantsOf } from '../../server/contract/lab/experiments.ts';
import type { LabResult, LabRun } from '../../server/contract/lab/run.ts';
import type { SessionPage } from '../../server/contract/session-page.ts';
import type { Settings } from '../../server/contract/settings.ts';
import type { SecretsState } from '../../server/contract/workbench.ts';
import { plainCookieNames } from '../../server/engines/cookie-names.ts';
import { createEngines } from '../../server/engines/engines.ts';
import { createLab } from '../../server/lab/lab.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';
import { Visitor } from '../support/visitor.ts';

let running: RunningInspector;
let api: ApiClient;
let reader: LiveReader;
beforeEach(async () => {
  running = await inspectorForTest();
  api = await apiClient(running.inspector);
  reader = await LiveReader.connect(api);
  onTestFinished(() => reader.close());
});

const run = (experiment: ExperimentName, variant: string) => api.tell<LabResult>('lab.run', { experiment, variant });
const changeSettings = (change: object) => api.tell<Settings>('settings.change', change);
const sessionCount = async () => (await api.ask<SessionPage>('sessions.page', { limit: 10 })).all;

/** What a window would show of the Lab now. */
function shownRuns(): LabRun[] {
  const last = reader.messages.findLast(({ type }) => type === 'lab' || type === 'snapshot');
  if (last?.type === 'lab') return last.runs;
  return last?.type === 'snapshot' ? last.labRuns : [];
}

/** Begins a run that pauses, and waits until it does. */
async function beginPausing(): Promise<{ readonly result: Promise<LabResult> }> {
  const result = run('expiry', 'server-side');
  await eventually(() => expect(shownRuns()).toMatchObject([{ state: 'running', steps: [{}, {}] }]));
  return { result };
}

async function runOf(result: Promise<LabResult> | LabResult): Promise<LabRun> {
  const awaited = await result;
  if (!awaited.ok) throw new Error(`The Lab refused: ${awaited.reason}`);
  return awaited.run;
}

describe('the settings of the user', () => {
  test('are the same after every experiment, and do not affect the Lab', async () => {
    const visitor = new Visitor(running.siteUrl);
    await visitor.get('/setsession');
    await api.tell('actors.act', { actorId: 'alice', action: { type: 'set', key: 'Username', value: 'Admin' } });
    await changeSettings({
      engine: 'client-side',
      serverSide: { resave: true, saveUninitialized: true, rolling: true, cookie: { secure: true, maxAgeMs: 1 } },
      clientSide: { hasSecret: false, secure: true },
    });
    const look = async () => ({
      settings: running.inspector.settings.current,
      secrets: await api.ask<SecretsState>('secrets.state'),
      actors: reader.messages.findLast((message) => 'actors' in message),
      sessions: await api.ask<SessionPage>('sessions.page', { limit: 10 }),
      drift: await api.ask('sessions.drift'),
    });
    const before = await look();
    for (const name of EXPERIMENT_NAMES) {
      if (name === 'expiry') continue;
      for (const variant of variantsOf(name)) {
        const { state, answer } = await runOf(run(name, variant));
        expect([name, variant, state, answer]).toEqual([name, variant, 'finished', expect.any(String)]);
      }
    }
    expect(await look()).toEqual(before);
    await changeSettings({ engine: 'server-side', serverSide: { cookie: { secure: false, maxAgeMs: null } } });
    expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
    const alice = await api.tell<ActorState>('actors.act', {
      actorId: 'alice',
      action: { type: 'get', key: 'Username' },
    });
    expect(alice.lastAnswer?.text).toBe('Welcome Admin');
  });

  test('stay in effect while an experiment uses other options', async () => {
    const { result } = await beginPausing();
    const visitor = new Visitor(running.siteUrl);
    const reply = await visitor.get('/setsession');
    expect(reply.setCookies[0]).toMatch(/^inspector\.sid_[0-9a-f]{6}=(?!.*Expires)/);
    await changeSettings({ engine: 'client-side' });
    expect((await visitor.get('/setsession')).setCookies[0]).toMatch(/^inspector\.session_[0-9a-f]{6}=/);
    await api.tell('lab.cancel');
    await result;
  });

  test('is without the sessions of an experiment when that has ended', async () => {
    await runOf(run('hijack', 'server-side'));
    expect(await sessionCount()).toBe(0);
    const edits = (await running.log()).filter(({ kind }) => kind === 'edit');
    expect(edits).toMatchObject([{ action: 'destroy', by: 'lab' }]);
  });
});

describe('a run', () => {
  test('is shown while it runs, and its result in every later snapshot', async () => {
    await runOf(run('twins', 'both'));
    await eventually(() => expect(shownRuns()).toMatchObject([{ experiment: 'twins', state: 'finished' }]));
    const later = await LiveReader.connect(api);
    onTestFinished(() => later.close());
    await eventually(() => expect(later.messages).not.toEqual([]));
    expect(later.snapshot.labRuns).toEqual(shownRuns());
  });

  test('is forgotten with the log that proved it', async () => {
    await runOf(run('hijack', 'client-side'));
    await api.tell('log.clear');
    await eventually(() => expect(shownRuns()).toEqual([]));
  });

  test('is the only one', async () => {
    const { result: first } = await beginPausing();
    expect(await run('hijack', 'server-side')).toEqual({ ok: false, reason: 'busy' });
    await api.tell('lab.cancel');
    await first;
    expect(await run('hijack', 'server-side')).toMatchObject({ ok: true });
  });

  test('ends immediately when it is cancelled, and its sessions are destroyed', async () => {
    const { result } = await beginPausing();
    expect(await sessionCount()).toBe(1);
    await api.tell('lab.cancel');
    expect(await runOf(result)).toMatchObject({ state: 'cancelled', answer: null, failure: null });
    expect(await sessionCount()).toBe(0);
  });

  test('is refused for an experiment or variant that there is not', async () => {
    expect((await api.mutate('lab.run', { experiment: 'hijack', variant: 'rolling' })).status).toBe(400);
    expect((await api.mutate('lab.run', { experiment: 'alchemy', variant: 'both' })).status).toBe(400);
    expect((await api.mutate('lab.run', { experiment: 'hijack', variant: 'toString' })).status).toBe(400);
  });

  test('ends with the inspector', async () => {
    const { result } = await beginPausing();
    const ended = result.catch(() => 'the connection is gone');
    await running.inspector.close();
    await ended;
  });
});

describe('without recording', () => {
  test('no experiment runs while recording is paused, because its result could not be proved', async () => {
    await changeSettings({ recording: false });
    expect(await run('hijack', 'server-side')).toEqual({ ok: false, reason: 'not-recording' });
    expect(await running.requests()).toEqual([]);
  });

  test('a run ends at the step that would not be recorded', async () => {
    const { result } = await beginPausing();
    await changeSettings({ recording: false });
    expect(await runOf(result)).toMatchObject({
      state: 'failed',
      failure: { step: 'alice-returns', reason: 'not-recorded' },
    });
    expect(await sessionCount()).toBe(0);
    await changeSettings({ recording: true });
    expect(await runOf(run('hijack', 'server-side'))).toMatchObject({ state: 'finished', answer: 'admin' });
  });
});

test('a site that does not answer ends the run, which says at which step', async () => {
  const lab = createLab({
    senders: new Senders(),
    siteUrl: () => 'http://localhost:1',
    siteSecrets: () => ['secret'],
    createEngines: (options) =>
      createEngines({
        store: storeOnDisk().store,
        ...options,
        clock: systemClock,
        cookieNames: () => plainCookieNames,
      }),
    isRecording: () => true,
    destroySession: async () => {},
    openServer: () => Promise.reject(new Error('No experiment of this test has servers')),
    clock: systemClock,
    onChange: () => {},
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  const result = await runOf(lab.run({ experiment: 'hijack', variant: 'server-side' }));
  expect(result).toMatchObject({
    state: 'failed',
    steps: [],
    failure: { step: 'alice-sets', reason: 'no-answer', detail: expect.stringContaining('ECONNREFUSED') },
  });
});
