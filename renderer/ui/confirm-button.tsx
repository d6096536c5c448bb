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
 * A button for an action that cannot be undone. It shows a question under itself and has the focus again after the
 * answer.
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
