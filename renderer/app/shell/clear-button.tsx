import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

export interface ClearButtonProps {
  readonly isAsking: boolean;
  readonly onAsking: (isAsking: boolean) => void;
}

/** Deletes the log, which cannot be undone: it shows a question in its own place first. */
export function ClearButton({ isAsking, onAsking }: ClearButtonProps) {
  const t = useStrings().shell;
  const requestCount = useInspector((state) => state.status?.requestCount ?? 0);
  const { clearLog } = useCommands();
  return (
    <ConfirmButton
      question={t.clearAsk(requestCount)}
      yes={t.clearYes}
      no={t.clearNo}
      isAsking={isAsking}
      onAsking={onAsking}
      onYes={() => void clearLog()}
    >
      {t.clear}
    </ConfirmButton>
  );
}
