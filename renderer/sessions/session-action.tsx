import { useState } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';

export interface SessionActionProps {
  readonly look: 'plain' | 'danger';
  readonly label: string;
  readonly question: string;
  readonly yes: string;
  readonly onYes: () => void;
}

/** Ends a session in one way or another, after asking once more. That it is over shows where its data was. */
export function SessionAction({ look, label, question, yes, onYes }: SessionActionProps) {
  const t = useStrings().sessions;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <ConfirmButton
      look={look}
      question={question}
      yes={yes}
      no={t.keep}
      isAsking={isAsking}
      onAsking={setIsAsking}
      onYes={onYes}
    >
      {label}
    </ConfirmButton>
  );
}
