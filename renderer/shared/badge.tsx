import type { Badge as BadgeData } from '../sentences/what-happened.ts';
import styles from './badge.module.css';

/** The effect of a request, in one word with its own shape and colour. */
export function Badge({ badge }: { badge: BadgeData }) {
  return (
    <span className={styles.badge} data-tone={badge.tone}>
      <span aria-hidden="true" className={styles.shape}>
        {badge.shape}
      </span>
      {badge.label}
    </span>
  );
}
