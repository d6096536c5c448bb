import { X } from 'lucide-react';
import { useRef } from 'react';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { SessionId } from '../ui/session-id.tsx';
import { useEscape } from '../ui/use-escape.ts';
import { DestroyButton } from './destroy-button.tsx';
import { SessionData } from './session-data.tsx';
import styles from './session-details.module.css';
import { SessionFacts } from './session-facts.tsx';

export interface SessionDetailsProps {
  /** Null: it was selected, and is gone since. */
  readonly session: StoredSession | null;
  readonly onClose: () => void;
}

/** One session of the store: what it is, what it holds, and what can be done to it from here. Esc closes. */
export function SessionDetails({ session, onClose }: SessionDetailsProps) {
  const t = useStrings().sessions;
  const frame = useRef<HTMLDivElement>(null);
  useEscape(frame, onClose);
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.bar}>
        <div className={styles.sid}>{session !== null && <SessionId sid={session.sid} />}</div>
        {session !== null && <DestroyButton sid={session.sid} />}
        <IconButton label={t.close} onClick={onClose}>
          <X size={15} />
        </IconButton>
      </div>
      {session === null ? (
        <output className={styles.gone}>{t.vanished}</output>
      ) : (
        <div className={styles.body}>
          <SessionFacts session={session} />
          <SessionData session={session} />
        </div>
      )}
    </div>
  );
}
