import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-inline.module.css';
import { useEscape } from './use-escape.ts';

export interface ConfirmInlineProps {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/**
 * Asks once more, in the place of the button that was pressed. The focus goes to the answer that keeps things as they are;
 * Esc gives that answer.
 */
export function ConfirmInline({ question, yes, no, onYes, onNo }: ConfirmInlineProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const noButton = useRef<HTMLButtonElement>(null);
  useEscape(group, onNo);
  useEffect(() => noButton.current?.focus(), []);
  return (
    <fieldset ref={group} aria-label={question} className={styles.ask}>
      <span className={styles.question}>{question}</span>
      <Button look="danger" onClick={onYes}>
        {yes}
      </Button>
      <Button ref={noButton} onClick={onNo}>
        {no}
      </Button>
    </fieldset>
  );
}
