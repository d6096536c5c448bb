import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** The one thing to do next. */
  readonly children?: ReactNode;
}

/** Shown in place of missing content: one sentence on the content that will be here, and at most one action. */
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
