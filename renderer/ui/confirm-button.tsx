import { type ReactNode, useEffect, useRef } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import { ConfirmInline } from './confirm-inline.tsx';

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

/** A button for what cannot be undone: pressed, it gives way to the question; answered, it is back, and so is the focus. */
export function ConfirmButton({
  look = 'plain',
  children,
  isAsking,
  onAsking,
  onYes,
  ...question
}: ConfirmButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(isAsking);
  useEffect(() => {
    if (wasAsking.current && !isAsking) button.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);

  if (!isAsking) {
    return (
      <Button ref={button} look={look} onClick={() => onAsking(true)}>
        {children}
      </Button>
    );
  }
  return (
    <ConfirmInline
      {...question}
      onNo={() => onAsking(false)}
      onYes={() => {
        onAsking(false);
        onYes();
      }}
    />
  );
}
