import { useStringsWithLater } from '../../strings/with-later.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

export interface SessionActionProps {
  readonly look: 'plain' | 'danger';
  readonly label: string;
  readonly question: string;
  readonly yes: string;
  readonly isAsking: boolean;
  readonly onAsking: (isAsking: boolean) => void;
  readonly onYes: () => void;
}

/** Ends a session in one way or another, after asking once more. That it is over shows where its data was. */
export function SessionAction({ label, ...props }: SessionActionProps) {
  const t = useStringsWithLater().sessions;
  return (
    <ConfirmButton no={t.keep} {...props}>
      {label}
    </ConfirmButton>
  );
}
