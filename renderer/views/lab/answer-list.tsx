import { Check, X } from 'lucide-react';
import { useId } from 'react';
import { useLabStrings } from '../../strings/lab-words.ts';
import styles from './answer-list.module.css';

export interface AnswerListProps {
  readonly question: string;
  readonly answers: readonly { readonly id: string; readonly text: string }[];
  readonly guessed: string | null;
  /** Null if it is not known yet, or no answer came true. */
  readonly cameTrue: string | null;
  /** Whether one can be chosen now. */
  readonly isOpen: boolean;
  readonly onGuess: (id: string) => void;
}

/** The answers: radio buttons while there is something to predict, then a list that says which came true. */
export function AnswerList({ question, answers, guessed, cameTrue, isOpen, onGuess }: AnswerListProps) {
  const name = useId();
  if (!isOpen) {
    return (
      <ul className={styles.answers}>
        {answers.map(({ id, text }) => (
          <li
            key={id}
            className={styles.answer}
            data-true={id === cameTrue || undefined}
            data-guess={id === guessed || undefined}
          >
            <Mark isTrue={id === cameTrue} isGuess={id === guessed} isKnown={cameTrue !== null} />
            <span>{text}</span>
            <Notes isTrue={id === cameTrue} isGuess={id === guessed} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <fieldset className={styles.answers} aria-label={question}>
      {answers.map(({ id, text }) => (
        <label key={id} className={styles.answer}>
          <input
            type="radio"
            name={name}
            className={styles.radio}
            checked={id === guessed}
            onChange={() => onGuess(id)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Mark({ isTrue, isGuess, isKnown }: { isTrue: boolean; isGuess: boolean; isKnown: boolean }) {
  const Sign = isTrue ? Check : isGuess && isKnown ? X : null;
  return (
    <span
      className={styles.mark}
      data-tone={isTrue ? 'good' : isGuess && isKnown ? 'bad' : undefined}
      aria-hidden="true"
    >
      {Sign !== null && <Sign size={12} strokeWidth={3} />}
    </span>
  );
}

function Notes({ isTrue, isGuess }: { isTrue: boolean; isGuess: boolean }) {
  const t = useLabStrings();
  const notes = [...(isTrue ? [t.cameTrue] : []), ...(isGuess ? [t.yours] : [])];
  return notes.length === 0 ? null : <span className={styles.notes}>{notes.join(' · ')}</span>;
}
