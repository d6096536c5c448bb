import { useRef } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-button.module.css';
import { useEscape } from './use-escape.ts';
import { useFirstFocus } from './use-first-focus.ts';

export interface ConfirmQuestionProps {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** The focus moved elsewhere, so the question is closed. */
  readonly onLeave: () => void;
}

/**
 * The question below a button, with its two answers. The focus starts on the answer that changes nothing, which is also
 * the answer of Esc.
 */
export function ConfirmQuestion({ question, yes, no, onYes, onNo, onLeave }: ConfirmQuestionProps) {
  const bubble = useRef<HTMLFieldSetElement>(null);
  const noButton = useRef<HTMLButtonElement>(null);
  useEscape(bubble, onNo);
  useFirstFocus(noButton);
  return (
    <fieldset
      ref={bubble}
      aria-label={question}
      className={styles.bubble}
      onBlur={(event) => {
        // The button that opened the question is in the same parent, and a press on it closes the question.
        if (event.currentTarget.parentElement?.contains(event.relatedTarget) !== true) onLeave();
      }}
    >
      <p>{question}</p>
      <div className={styles.answers}>
        <Button ref={noButton} onClick={onNo}>
          {no}
        </Button>
        <Button look="danger" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </fieldset>
  );
}
