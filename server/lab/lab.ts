/**
 * Runs the experiments of the Lab on the live site. The requests come from browsers that exist for one run, and are
 * handled by engines with separate options and secrets. The user's settings are not changed, so they need not be
 * restored.
 */
import type { RequestHandler } from 'express';
import type { Senders } from '../actors/senders.ts';
import type { Clock } from '../base/clock.ts';
import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import type { LabResult, LabRun } from '../contract/lab/run.ts';
import type { LabRunInput } from '../contract/lab/run-input.ts';
import type { EngineName, LogEntry } from '../contract/log-entry.ts';
import type { SessionEngine } from '../engines/engine.ts';
import type { ExplainingStore } from '../storage/sessions/site-session-store.ts';
import { LastRuns } from './last-runs.ts';
import type { Performance } from './performance.ts';
import type { OpenServer } from './servers.ts';
import type { Stage } from './stage.ts';

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
  let current: Performance | null = null;
  /** The run that was asked for, and its end. Null if there is none. */
  let prepared: Promise<Performance> | null = null;
  let ended: Promise<LabRun> | null = null;
  let isClosed = false;
  const stage = (): Stage => {
    if (current === null) throw new Error('No experiment is under way');
    return current.stage;
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

  /** The code of the experiments is loaded with the first run. */
  const prepare = async (input: LabRunInput): Promise<Performance> => {
    const { createPerformance } = await import('./create-performance.ts');
    current = createPerformance(input, {
      ...options,
      now: options.clock.now,
      engines,
      createServerEngine: (store) => options.createEngines({ ...engineOptions, store })['server-side'],
      onChange: (run) => runs.put(run),
    });
    return current;
  };

  const cancel = async (): Promise<void> => {
    try {
      (await prepared)?.cancel();
      await ended;
    } catch {
      // A run that could not be prepared is reported to its caller.
    }
  };
  return {
    get runs() {
      return runs.all;
    },
    async run(input) {
      if (prepared !== null || isClosed) return { ok: false, reason: 'busy' };
      if (!options.isRecording()) return { ok: false, reason: 'not-recording' };
      prepared = prepare(input);
      ended = prepared
        .then((performance) => performance.play())
        .finally(() => {
          current = null;
          prepared = null;
        });
      return { ok: true, run: await ended };
    },
    cancel,
    noteEntry(entry) {
      if (entry.kind === 'request') current?.note(entry);
    },
    sids: () => current?.sids ?? [],
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
