import { z } from 'zod';
import { EXPERIMENT_NAMES, type ExperimentName, stepsOf } from './experiments.ts';

/** Which experiment to run, in which variant. */
export const labRunInput = z
  .object({
    experiment: z.enum(EXPERIMENT_NAMES as [ExperimentName, ...ExperimentName[]]),
    variant: z.string().max(64),
  })
  .refine(
    ({ experiment, variant }) => stepsOf(experiment, variant) !== undefined,
    'the experiment has no such variant',
  );
export type LabRunInput = z.infer<typeof labRunInput>;
