import type { LabRun } from '../contract/lab/run.ts';

/** The last run of each variant, in memory only. The log has the records that prove its result. */
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

  /** Removes ended runs after the log was emptied, because their records no longer exist. */
  forgetEnded(): void {
    for (const [key, { state }] of this.#runs) if (state !== 'running') this.#runs.delete(key);
    this.#onChange();
  }
}
