import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** The one thing to do next. */
  readonly children?: ReactNode;
}

/** Stands where there is nothing yet: one sentence on what will be here, and at most one thing to do about it. */
export function EmptyState({ icon, text, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span aria-hidden="true" className={styles.picture}>
        {icon}
      </span>
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
