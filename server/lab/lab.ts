/**
 * Runs the experiments of the Lab on the live site. The requests come from browsers that exist for one run, and are
 * handled by engines with separate options and secrets. The user's settings are not changed, so they need not be
 * restored.
 */
import type { RequestHandler } from 'express';
import type { Senders } from '../actors/senders.ts';
import type { Clock } from '../base/clock.ts';
import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import type { Experiment, Setting } from '../contract/lab/experiment.ts';
import { EXPERIMENTS } from '../contract/lab/experiments.ts';
import type { LabResult, LabRun } from '../contract/lab/run.ts';
import type { LabRunInput } from '../contract/lab/run-input.ts';
import type { EngineName, LogEntry } from '../contract/log-entry.ts';
import type { SessionEngine } from '../engines/engine.ts';
import type { ExplainingStore } from '../storage/sessions/site-session-store.ts';
import { LastRuns } from './last-runs.ts';
import { Performance } from './performance.ts';
import { type OpenServer, Servers } from './servers.ts';
import { openLabSharedStore } from './shared-store.ts';
import { Stage } from './stage.ts';

type Engines = { readonly [Name in EngineName]: SessionEngine };

/** The values that the engines of the Lab read at each request. */
export interface LabEngineOptions {
  readonly secrets: () => readonly string[];
  readonly serverSide: () => ServerSideOptions;
  readonly clientSide: () => ClientSideOptions;
  /** Default: the store of the site. */
  readonly store?: ExplainingStore;
}

export interface LabOptions {
  /** The registry for the browsers of a run, each with the engine that handles its requests. */
  readonly senders: Senders<SessionEngine>;
  readonly siteUrl: () => string;
  readonly siteSecrets: () => readonly string[];
  /** Opens another port of the site, at which the engines of the Lab answer. */
  readonly openServer: () => Promise<OpenServer>;
  readonly createEngines: (options: LabEngineOptions) => Engines;
  readonly isRecording: () => boolean;
  /** Destroys a session that a run has left. The session may not exist any more. */
  readonly destroySession: (sid: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly onChange: () => void;
  readonly report: (what: string, error: unknown) => void;
}

export interface Lab {
  /** The last run of each variant, including the current run. */
  readonly runs: LabRun[];
  /**
   * Runs an experiment to its end. Only one run is possible at a time, and only while requests are recorded, since the
   * records are the evidence.
   */
  run(input: LabRunInput): Promise<LabResult>;
  /** Stops the current run, if there is one, and resolves when its stage is cleared. */
  cancel(): Promise<void>;
  /** Must be called for every entry, once it is in the log or could not be written. */
  noteEntry(entry: LogEntry): void;
  /** The sessions of the current run. */
  sids(): Iterable<string>;
  logCleared(): void;
  close(): Promise<void>;
}

export function createLab(options: LabOptions): Lab {
  const runs = new LastRuns(options.onChange);
  let current: { readonly performance: Performance; readonly ended: Promise<unknown> } | null = null;
  let isClosed = false;
  const stage = (): Stage => {
    if (current === null) throw new Error('No experiment is under way');
    return current.performance.stage;
  };
  const engineOptions: LabEngineOptions = {
    secrets: () => stage().secrets,
    serverSide: () => stage().serverSide,
    clientSide: () => stage().clientSide,
  };
  const plainEngines = options.createEngines(engineOptions);
  const engines: Engines = {
    'server-side': holding(plainEngines['server-side'], stage),
    'client-side': holding(plainEngines['client-side'], stage),
  };

  const perform = (input: LabRunInput): Promise<LabRun> => {
    const { senders, siteUrl, siteSecrets, isRecording, destroySession, openServer, clock, report } = options;
    const { now } = clock;
    const setting = settingOf(EXPERIMENTS[input.experiment], input.variant);
    const performance = new Performance({
      input,
      stage: new Stage({
        setting,
        servers:
          setting.servers === undefined
            ? null
            : new Servers({
                setting: setting.servers,
                openServer,
                createEngine: (store) => options.createEngines({ ...engineOptions, store })['server-side'],
                openShared: () => openLabSharedStore({ clock, report }),
              }),
        siteUrl,
        senders,
        engines,
        siteSecrets: siteSecrets(),
        now,
      }),
      isRecording,
      destroySession,
      now,
      onChange: (run) => runs.put(run),
      report,
    });
    const ended = performance.play().finally(() => {
      current = null;
    });
    current = { performance, ended };
    return ended;
  };

  const cancel = async (): Promise<void> => {
    current?.performance.cancel();
    await current?.ended;
  };
  return {
    get runs() {
      return runs.all;
    },
    async run(input) {
      if (current !== null || isClosed) return { ok: false, reason: 'busy' };
      if (!options.isRecording()) return { ok: false, reason: 'not-recording' };
      return { ok: true, run: await perform(input) };
    },
    cancel,
    noteEntry(entry) {
      if (entry.kind === 'request') current?.performance.note(entry);
    },
    sids: () => current?.performance.sids ?? [],
    logCleared: () => runs.forgetEnded(),
    async close() {
      isClosed = true;
      await cancel();
    },
  };
}

/**
 * An engine that can hold a request between the loading of its session and its handler, until the stage releases it. A
 * request to a server of the stage is handled by the engine of that server.
 */
function holding(engine: SessionEngine, stage: () => Stage): SessionEngine {
  const attach: RequestHandler = (req, res, next) => {
    const own = stage();
    const at = own.engineAt(req.socket.localPort) ?? engine;
    at.attach(req, res, (error?: unknown) => (error ? next(error) : own.pass(next)));
  };
  const { name, cookieName, sessionOf, judge } = engine;
  return { name, cookieName, sessionOf, judge, attach };
}

function settingOf({ variants }: Experiment, variant: string): Setting {
  const setting = variants[variant];
  if (setting === undefined) throw new Error(`There is no setting for the variant “${variant}”`);
  return setting;
}
