import { type ReactNode, useId } from 'react';
import styles from './section.module.css';
import type { SectionId } from './section-ids.ts';

export interface SettingsSectionProps {
  readonly id: SectionId;
  readonly icon?: ReactNode;
  readonly title: string;
  /** An introduction to the section in one sentence. */
  readonly lead?: string;
  /** Beside the title. */
  readonly beside?: ReactNode;
  /** Shown at the end of the title's line. */
  readonly end?: ReactNode;
  /** Whether the content brings its own cards. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}

/** Settings that belong together, in a card under their title. The index leads to the title (section-index.tsx). */
export function SettingsSection({ id, icon, title, lead, beside, end, isBare, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section} data-section={id}>
      <div className={styles.head}>
        {icon}
        <h3 id={titleId} tabIndex={-1} className={styles.title}>
          {title}
        </h3>
        {beside}
        {end !== undefined && <span className={styles.end}>{end}</span>}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {isBare === true ? children : <div className={styles.card}>{children}</div>}
    </section>
  );
}
