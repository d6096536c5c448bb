import { useState } from 'react';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';

/** Destroys a session in the store, after asking once more. That it is gone shows where its data was. */
export function DestroyButton({ sid }: { sid: string }) {
  const t = useStrings().sessions;
  const { destroySession } = useCommands();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <ConfirmButton
      look="danger"
      question={t.destroyAsk}
      yes={t.destroyYes}
      no={t.destroyNo}
      isAsking={isAsking}
      onAsking={setIsAsking}
      onYes={() => void destroySession(sid)}
    >
      {t.destroy}
    </ConfirmButton>
  );
}
