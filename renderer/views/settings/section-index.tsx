import type { RefObject } from 'react';
import { useStringsWithLater } from '../../strings/with-later.ts';
import type { SectionId } from './section-ids.ts';
import styles from './section-index.module.css';
import { goToSection, useSectionInSight } from './use-section-in-sight.ts';

export interface SectionIndexProps {
  /** The sections that are shown, in order. */
  readonly ids: readonly SectionId[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** Sections that have been changed from their defaults. */
  readonly changed: ReadonlySet<SectionId>;
}

/** The way to each part of a long view, with a mark at those that are not as they were at first. */
export function SectionIndex({ ids, scroller, changed }: SectionIndexProps) {
  const { appSettings, settings } = useStringsWithLater();
  const inSight = useSectionInSight(scroller);
  return (
    <nav aria-label={appSettings.sections.label} className={styles.index}>
      <ul className={styles.list}>
        {ids.map((id) => (
          <li key={id}>
            <button
              type="button"
              className={styles.link}
              aria-current={id === inSight ? 'true' : undefined}
              onClick={() => goToSection(scroller.current, id)}
            >
              {appSettings.sections[id]}
              {changed.has(id) && <span className={styles.mark} role="img" aria-label={settings.changed} />}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
