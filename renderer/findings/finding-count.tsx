import { useMemo } from 'react';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './finding-count.module.css';

/** How many findings the loaded part of the log has; nothing while there are none. */
export function FindingCount() {
  const t = useStrings().findings;
  const entries = useInspector((state) => state.log.entries);
  const found = useMemo(
    () => entries.reduce((sum, entry) => sum + (entry.kind === 'request' ? entry.findings.length : 0), 0),
    [entries],
  );
  if (found === 0) return null;
  return (
    <Tooltip text={t.countWhy}>
      <span className={styles.count}>{t.count(found)}</span>
    </Tooltip>
  );
}
