import type { SessionState } from '../../model/session-state.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './state-mark.module.css';

/** The state of a row, by word, shape and colour. */
export function StateMark({ state }: { state: SessionState }) {
  const t = useStringsWithLater().sessions;
  return (
    <Tooltip text={t.stateHints[state]}>
      <span className={styles.mark} data-state={state}>
        <span aria-hidden="true" className={styles.dot} />
        {t.states[state]}
      </span>
    </Tooltip>
  );
}
