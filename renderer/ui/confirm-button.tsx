import { type ReactNode, useRef } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import styles from './confirm-button.module.css';
import { ConfirmQuestion } from './confirm-question.tsx';

export interface ConfirmButtonProps {
  readonly look?: ButtonLook;
  readonly children: ReactNode;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly isAsking: boolean;
  readonly onAsking: (isAsking: boolean) => void;
  readonly onYes: () => void;
}

/**
 * A button for what cannot be undone: pressed, it asks once more right under itself; answered, it has the focus
 * again.
 */
export function ConfirmButton({ look = 'plain', children, isAsking, onAsking, onYes, ...words }: ConfirmButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const answer = () => {
    button.current?.focus();
    onAsking(false);
  };
  return (
    <span className={styles.anchor}>
      <Button ref={button} look={look} aria-expanded={isAsking} onClick={() => onAsking(!isAsking)}>
        {children}
      </Button>
      {isAsking && (
        <ConfirmQuestion
          {...words}
          onNo={answer}
          onLeave={() => onAsking(false)}
          onYes={() => {
            answer();
            onYes();
          }}
        />
      )}
    </span>
  );
}
