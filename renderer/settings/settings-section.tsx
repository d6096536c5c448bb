import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

export interface SettingsSectionProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What all of it is about, in a sentence. */
  readonly lead?: string;
  /** Beside the title. */
  readonly beside?: ReactNode;
  /** At the other end of the title's line. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** Settings that belong together, in a card under their title. */
export function SettingsSection({ icon, title, lead, beside, end, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        {icon}
        <h3 id={titleId} className={styles.title}>
          {title}
        </h3>
        {beside}
        {end !== undefined && <span className={styles.end}>{end}</span>}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      <div className={styles.card}>{children}</div>
    </section>
  );
}
