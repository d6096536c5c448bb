import { useState } from 'react';
import { shortSid } from '../model/short-sid.ts';
import { useStrings } from '../strings/use-strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostileText } from '../ui/hostile-text.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './session-id.module.css';

/** A session id: shortened, because it is a credential; whole on a click, and to copy. */
export function SessionId({ sid }: { sid: string }) {
  const t = useStrings().common;
  const [isWhole, setIsWhole] = useState(false);
  return (
    <span className={styles.group}>
      <Tooltip text={t.sessionIdMeans}>
        <button type="button" className={styles.sid} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          <VisuallyHidden>{t.sessionId} </VisuallyHidden>
          <HostileText text={isWhole ? sid : shortSid(sid)} />
        </button>
      </Tooltip>
      <CopyButton text={sid} label={t.copySid} />
    </span>
  );
}
