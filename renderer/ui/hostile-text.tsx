import { visibleRuns } from '../model/visible-text.ts';
import styles from './hostile-text.module.css';

/**
 * Text from the wire: shown as text only, set apart from its surroundings so that it cannot turn their reading
 * direction, and with every character that would not be seen as a mark.
 */
export function HostileText({ text }: { text: string }) {
  const runs = visibleRuns(text);
  return (
    <bdi className={styles.text}>
      {runs.map((run) =>
        run.isMark ? (
          <span key={run.start} className={styles.mark}>
            {run.text}
          </span>
        ) : (
          run.text
        ),
      )}
    </bdi>
  );
}
