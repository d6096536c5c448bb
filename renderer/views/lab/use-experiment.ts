import { EXPERIMENT_NAMES, type ExperimentName, variantsOf } from '../../../server/contract/lab/experiments.ts';
import type { LabRun } from '../../../server/contract/lab/run.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { keyOf, useDesk } from '../../navigation/desk.ts';
import type { Progress } from './lab-progress.ts';

export interface OpenExperiment {
  readonly experiment: ExperimentName;
  readonly variant: string;
  readonly key: string;
  /** The last run, unless it was put aside. */
  readonly run: LabRun | null;
  /** The predicted answer. Null if there is none. */
  readonly guessed: string | null;
  /** Another experiment that is under way. */
  readonly busyWith: LabRun | null;
  start(): Promise<void>;
  cancel(): Promise<unknown>;
}

/**
 * The open experiment with its present run. `onEnd` gets the result of a run that was started here, compared with the
 * prediction.
 */
export function useExperiment(onEnd: (key: string, progress: Progress) => void): OpenExperiment {
  const desk = useDesk();
  const experiment = desk.experiment ?? EXPERIMENT_NAMES[0] ?? 'hijack';
  const variant = desk.variants[experiment] ?? variantsOf(experiment)[0] ?? '';
  const key = keyOf(experiment, variant);
  const runs = useInspector((state) => state.labRuns);
  const { runExperiment, cancelExperiment } = useCommands();
  const isThis = (run: LabRun) => run.experiment === experiment && run.variant === variant;
  const last = runs.find(isThis) ?? null;
  const guessed = desk.guesses[key] ?? null;
  return {
    experiment,
    variant,
    key,
    run: last === null || last.startedAtMs === desk.putAside[key] ? null : last,
    guessed,
    busyWith: runs.find((run) => run.state === 'running' && !isThis(run)) ?? null,
    async start() {
      const result = await runExperiment({ experiment, variant });
      if (result?.ok !== true || result.run.state !== 'finished') return;
      onEnd(key, guessed === null ? 'run' : guessed === result.run.answer ? 'right' : 'wrong');
    },
    cancel: cancelExperiment,
  };
}
