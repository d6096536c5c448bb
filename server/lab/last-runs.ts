import type { LabRun } from '../contract/lab/run.ts';

/** The last run of each variant, in memory: what it proves is in the log. */
export class LastRuns {
  readonly #runs = new Map<string, LabRun>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): LabRun[] {
    return [...this.#runs.values()];
  }

  put(run: LabRun): void {
    this.#runs.set(`${run.experiment}/${run.variant}`, run);
    this.#onChange();
  }

  /** The log was emptied: runs that have ended have no evidence any more. */
  forgetEnded(): void {
    for (const [key, { state }] of this.#runs) if (state !== 'running') this.#runs.delete(key);
    this.#onChange();
  }
}
