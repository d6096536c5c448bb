import { EXPERIMENTS, stepsOf } from '../contract/lab/experiments.ts';
import { isLabActor } from '../contract/lab/lab-actors.ts';
import type { LabFailure, LabRun } from '../contract/lab/run.ts';
import type { LabRunInput } from '../contract/lab/run-input.ts';
import type { RequestRecord } from '../contract/log-entry.ts';
import { AwaitedRecords } from './awaited-records.ts';
import { conclude } from './conclude.ts';
import { Run, StepFailed } from './run.ts';
import type { Stage } from './stage.ts';

export interface PerformanceOptions {
  readonly input: LabRunInput;
  readonly stage: Stage;
  readonly isRecording: () => boolean;
  readonly destroySession: (sid: string) => Promise<unknown>;
  readonly now: () => number;
  /** Called with each new state, including the first and the last. */
  readonly onChange: (run: LabRun) => void;
  readonly report: (what: string, error: unknown) => void;
}

/** One run of one experiment, from its first step to the removal of its browsers and sessions, however it ends. */
export class Performance {
  readonly stage: Stage;
  readonly #options: PerformanceOptions;
  readonly #records = new AwaitedRecords();
  readonly #abort = new AbortController();
  /** Every session that its requests created or loaded. */
  readonly #sids = new Set<string>();
  #run: LabRun;

  constructor(options: PerformanceOptions) {
    this.stage = options.stage;
    this.#options = options;
    const { experiment, variant } = options.input;
    this.#run = {
      experiment,
      variant,
      state: 'running',
      startedAtMs: options.now(),
      steps: [],
      answer: null,
      failure: null,
    };
  }

  get sids(): ReadonlySet<string> {
    return this.#sids;
  }

  /** Resolves with the run, whose state says how it ended. Expected failures of an experiment do not reject. */
  async play(): Promise<LabRun> {
    this.#tell({});
    const { stage, isRecording, now } = this.#options;
    const run = new Run({ stage, records: this.#records, isRecording, now, signal: this.#abort.signal });
    const ending = await this.#steps(run);
    await this.#clear(run);
    this.#tell(ending);
    return this.#run;
  }

  /** Stops the run. Its requests end first, then `play` resolves. */
  cancel(): void {
    this.#abort.abort(new Cancelled());
  }

  /** Must be called for every record of the log. */
  note(record: RequestRecord): void {
    if (!isLabActor(record.actor.id)) return;
    for (const sid of [record.sidBefore, record.sidAfter]) if (sid !== null) this.#sids.add(sid);
    this.#records.note(record);
  }

  async #steps(run: Run): Promise<Partial<LabRun>> {
    const { input, report } = this.#options;
    let current = '';
    try {
      for (const { step, action } of stepsOf(input.experiment, input.variant) ?? []) {
        current = step;
        this.#tell({ steps: [...this.#run.steps, await run.step(step, action)] });
      }
      return { state: 'finished', answer: conclude(EXPERIMENTS[input.experiment], this.#run.steps) };
    } catch (error) {
      if (error instanceof Cancelled) return { state: 'cancelled' };
      if (!(error instanceof StepFailed)) report(`the experiment ${input.experiment}`, error);
      return { state: 'failed', failure: failureOf(current, error) };
    }
  }

  /** Removes the sessions of the run, because their cookies no longer exist. The records stay in the log. */
  async #clear(run: Run): Promise<void> {
    const { destroySession, report } = this.#options;
    await run.end();
    await this.stage.close();
    for (const sid of this.#sids) {
      await destroySession(sid).catch((error: unknown) => report('ending a session of the Lab', error));
    }
  }

  #tell(change: Partial<LabRun>): void {
    this.#run = { ...this.#run, ...change };
    this.#options.onChange(this.#run);
  }
}

class Cancelled extends Error {}

function failureOf(step: string, error: unknown): LabFailure {
  if (error instanceof StepFailed) return { step, reason: error.reason, detail: error.message };
  return { step, reason: 'unexpected', detail: '' };
}
