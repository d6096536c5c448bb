import { shortSid } from '../../model/short-sid.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './sid-link.module.css';

/** Another session, by its shortened id: a press shows it. */
export function SidLink({ sid, onSelect }: { sid: string; onSelect: (sid: string) => void }) {
  const t = useStringsWithLater().sessions.lineage;
  return (
    <button type="button" className={styles.sid} aria-label={t.open(shortSid(sid))} onClick={() => onSelect(sid)}>
      <HostileText text={shortSid(sid)} />
    </button>
  );
}
