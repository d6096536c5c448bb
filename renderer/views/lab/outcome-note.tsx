import type { ExperimentWords } from '../../../server/contract/lab/experiment.ts';
import { useLabStrings } from '../../strings/lab-words.ts';
import { outcomeTitle } from './announcement.ts';
import styles from './prediction-card.module.css';

export interface OutcomeNoteProps {
  readonly answer: string | null;
  readonly guessed: string | null;
  readonly variant: string;
  readonly words: ExperimentWords;
}

/** Whether the prediction held, and why it came out so. */
export function OutcomeNote({ answer, guessed, variant, words }: OutcomeNoteProps) {
  const t = useLabStrings();
  return (
    <div className={styles.outcome}>
      <p className={styles.verdict} data-held={answer === null || guessed === null ? undefined : guessed === answer}>
        {outcomeTitle(answer, guessed, t)}
      </p>
      <p>{answer === null ? t.oddly : words.because[variant]}</p>
    </div>
  );
}
