import type { DiffLine } from '../../model/diff-lines.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './session-history.module.css';

/** One value that was added, removed or changed: marked by sign, word and colour. */
export function HistoryLine({ line }: { line: DiffLine }) {
  const t = useStringsWithLater().sessions.history;
  const { key, change, before, after } = line;
  return (
    <li className={styles.line} data-change={change}>
      <span aria-hidden="true" className={styles.sign}>
        {t.signs[change]}
      </span>
      <span className={styles.value}>
        <VisuallyHidden>{t.signNames[change]} </VisuallyHidden>
        <span className={styles.key}>
          <HostileText text={key} />
        </span>{' '}
        {before !== null && (
          <del className={styles.before}>
            <HostileText text={before} />
          </del>
        )}
        {before !== null && after !== null && (
          <>
            <span aria-hidden="true"> → </span>
            <VisuallyHidden> {t.becomes} </VisuallyHidden>
          </>
        )}
        {after !== null && (
          <ins className={styles.after}>
            <HostileText text={after} />
          </ins>
        )}
      </span>
    </li>
  );
}
