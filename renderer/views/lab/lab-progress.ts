import { type ExperimentName, isExperimentName, stepsOf } from '../../../server/contract/lab/experiments.ts';

/** How far somebody is with one variant: run without a guess, or guessed, rightly or not. */
export type Progress = 'run' | 'wrong' | 'right';

/** By experiment and variant, as `hijack.server-side`. */
export type ProgressMap = ReadonlyMap<string, Progress>;

const KNOWN: readonly string[] = ['run', 'wrong', 'right'] satisfies Progress[];

/** Reads `hijack.server-side:right rotation.client-side:run`. Unknown experiments and variants are skipped. */
export function readProgress(text: string): ProgressMap {
  return new Map(
    text.split(' ').flatMap((word) => {
      const [key = '', progress = ''] = word.split(':');
      const [experiment = '', variant = ''] = key.split('.');
      const isKnown =
        isExperimentName(experiment) && stepsOf(experiment, variant) !== undefined && KNOWN.includes(progress);
      return isKnown ? [[key, progress as Progress] as const] : [];
    }),
  );
}

export function writeProgress(progress: ProgressMap): string {
  return [...progress].map(([key, state]) => `${key}:${state}`).join(' ');
}

/** The best result of the variants of one experiment. Null if none was run. */
export function progressOf(progress: ProgressMap, experiment: ExperimentName): Progress | null {
  const states = [...progress].filter(([key]) => key.startsWith(`${experiment}.`)).map(([, state]) => state);
  return (['right', 'wrong', 'run'] as const).find((state) => states.includes(state)) ?? null;
}
