import type { ExperimentWords } from '../../server/contract/lab/experiment.ts';
import { EXPERIMENTS, type ExperimentName } from '../../server/contract/lab/experiments.ts';
import { useStrings } from './use-strings.ts';

/** The words of one experiment, in the language of the window. They are part of the experiment's own file. */
export function useExperimentWords(experiment: ExperimentName): ExperimentWords {
  return EXPERIMENTS[experiment].words[useStrings().locale];
}
