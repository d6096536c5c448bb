import type { ExperimentName } from '../../../server/contract/lab.ts';
import type { LabStrings } from '../../strings/en/lab.ts';

/** What is said of one experiment, by the names that a run has for its parts. */
export interface ExperimentWords {
  readonly title: string;
  readonly story: string;
  readonly question: string;
  readonly rule: string;
  readonly myth: string;
  readonly setting: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, string>>;
  readonly because: Readonly<Record<string, string>>;
}

export function wordsOf(experiment: ExperimentName, t: LabStrings): ExperimentWords {
  return t.experiments[experiment];
}
