import { Users } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './holders-mark.module.css';

/** The sign of a session that two or more browsers have, with their names; empty for other sessions. */
export function HoldersMark({ holders }: { holders: readonly string[] }) {
  const t = useStrings().common;
  if (holders.length < 2) return null;
  const text = t.heldByAll(holders);
  return (
    <Tooltip text={text}>
      <span className={styles.mark}>
        <Users size={13} />
        <VisuallyHidden>{text}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
