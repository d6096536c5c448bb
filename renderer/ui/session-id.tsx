import { useState } from 'react';
import { shortSid } from '../model/short-sid.ts';
import { useStrings } from '../strings/use-strings.ts';
import { CopyButton } from './copy-button.tsx';
import { HostileText } from './hostile-text.tsx';
import styles from './session-id.module.css';

/** A session id: shortened, because it is a credential; whole on a click, and to copy. */
export function SessionId({ sid }: { sid: string }) {
  const t = useStrings().common;
  const [isWhole, setIsWhole] = useState(false);
  const short = shortSid(sid);
  return (
    <span className={styles.group}>
      <button
        type="button"
        className={styles.sid}
        aria-expanded={isWhole}
        aria-label={isWhole ? t.hide : t.reveal(short)}
        onClick={() => setIsWhole(!isWhole)}
      >
        <HostileText text={isWhole ? sid : short} />
      </button>
      <CopyButton text={sid} label={t.copySid} />
    </span>
  );
}
