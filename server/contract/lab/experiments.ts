import type { Experiment, ExperimentWords, LabAction } from './experiment.ts';
import { expiry } from './experiments/expiry.ts';
import { fixation } from './experiments/fixation.ts';
import { forgery } from './experiments/forgery.ts';
import { hijack } from './experiments/hijack.ts';
import { keptAndSent } from './experiments/kept-and-sent.ts';
import { lostUpdate } from './experiments/lost-update.ts';
import { replay } from './experiments/replay.ts';
import { rotation } from './experiments/rotation.ts';
import { twins } from './experiments/twins.ts';
import { twoServers } from './experiments/two-servers.ts';

/** The experiments of the Lab, in the order in which they build upon each other. */
const experiments = {
  hijack,
  twins,
  forgery,
  replay,
  fixation,
  'lost-update': lostUpdate,
  expiry,
  rotation,
  'kept-and-sent': keptAndSent,
  'two-servers': twoServers,
} satisfies Readonly<Record<string, Experiment>>;

export type ExperimentName = keyof typeof experiments;

/** The words of all experiments in one language. Every step, variant and answer has its words. */
export type ExperimentCatalogue = { readonly [Name in ExperimentName]: WordsOf<(typeof experiments)[Name]> };

type WordsOf<E extends Experiment> = ExperimentWords<
  keyof E['steps'] & string,
  keyof E['variants'] & string,
  keyof E['answers'] & string
>;

export const EXPERIMENTS: Readonly<Record<ExperimentName, Experiment>> = experiments;

export const EXPERIMENT_NAMES = Object.keys(experiments) as ExperimentName[];

export function isExperimentName(name: string): name is ExperimentName {
  return Object.hasOwn(experiments, name);
}

/** The names of the variants of an experiment; the first one is shown first. */
export function variantsOf(name: ExperimentName): readonly string[] {
  return Object.keys(EXPERIMENTS[name].variants);
}

/** The steps of one variant with their actions, in order; undefined for a variant that the experiment does not have. */
export function stepsOf(
  name: ExperimentName,
  variant: string,
): readonly { readonly step: string; readonly action: LabAction }[] | undefined {
  const { steps, variants } = EXPERIMENTS[name];
  if (!Object.hasOwn(variants, variant)) return undefined;
  const skipped = variants[variant]?.skips ?? [];
  return Object.entries(steps).flatMap(([step, action]) => (skipped.includes(step) ? [] : [{ step, action }]));
}
