import type { ExperimentWords } from '../../../server/contract/lab/experiment.ts';
import type { LabStrings } from '../../strings/en/lab.ts';
import { type LabPicture, stepStates } from './picture.ts';
import type { OpenExperiment } from './use-experiment.ts';

/** The state of a run in words, for screen readers. */
export function announcement(
  { run, guessed }: OpenExperiment,
  { steps }: LabPicture,
  words: ExperimentWords,
  t: LabStrings,
): string {
  if (run === null) return '';
  switch (run.state) {
    case 'running': {
      const { current } = stepStates(
        run,
        steps.map(({ step }) => step),
      );
      const place = steps.findIndex(({ step }) => step === current);
      return place === -1 ? '' : t.announceStep(place + 1, steps.length, words.steps[current ?? ''] ?? '');
    }
    case 'finished': {
      const answer = run.answer === null ? t.oddly : (words.answers[run.answer] ?? '');
      return `${outcomeTitle(run.answer, guessed, t)}: ${answer}`;
    }
    case 'failed':
      return failureSentence(run, words, t);
    case 'cancelled':
      return t.cancelled;
  }
}

/** Whether a prediction held, in a few words. */
export function outcomeTitle(answer: string | null, guessed: string | null, t: LabStrings): string {
  if (answer === null) return t.cameOutOddly;
  if (guessed === null) return t.cameOut;
  return guessed === answer ? t.held : t.missed;
}

/** Where a run stopped, and why. */
export function failureSentence(
  { failure }: Pick<NonNullable<OpenExperiment['run']>, 'failure'>,
  words: ExperimentWords,
  t: LabStrings,
): string {
  if (failure === null) return '';
  return t.failedAt(words.steps[failure.step] ?? '', t.failure[failure.reason]);
}
