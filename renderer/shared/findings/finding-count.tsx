import { useMemo } from 'react';
import { useFilter, useInspector } from '../../data/use-inspector.ts';
import { showView } from '../../navigation/use-view.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './finding-count.module.css';

/** The number of findings in the loaded part of the log, and the way to their requests; empty without findings. */
export function FindingCount() {
  const t = useStrings().findings;
  const filter = useFilter();
  const entries = useInspector((state) => state.log.entries);
  const found = useMemo(
    () => entries.reduce((sum, entry) => sum + (entry.kind === 'request' ? entry.findings.length : 0), 0),
    [entries],
  );
  if (found === 0) return null;
  const show = () => {
    showView('live');
    filter.setText('is:finding', true);
  };
  return (
    <Tooltip text={t.countWhy}>
      <button type="button" className={styles.count} onClick={show}>
        {t.count(found)}
      </button>
    </Tooltip>
  );
}
