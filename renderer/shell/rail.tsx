import { Activity, Cookie, Database, Settings } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';
import styles from './rail.module.css';
import type { View } from './use-view.ts';

/** The way from one view to another. */
export function Rail({ view }: { view: View }) {
  const t = useStrings().shell;
  const current = (name: View) => (name === view ? 'page' : undefined);
  return (
    <nav className={styles.rail} aria-label={t.views}>
      <a href="#live" className={styles.link} aria-current={current('live')}>
        <Activity size={20} strokeWidth={1.7} />
        {t.live}
      </a>
      <a href="#sessions" className={styles.link} aria-current={current('sessions')}>
        <Database size={20} strokeWidth={1.7} />
        {t.sessions}
      </a>
      <a href="#cookies" className={styles.link} aria-current={current('cookies')}>
        <Cookie size={20} strokeWidth={1.7} />
        {t.cookies}
      </a>
      <a href="#settings" className={`${styles.link} ${styles.end}`} aria-current={current('settings')}>
        <Settings size={20} strokeWidth={1.7} />
        {t.settings}
      </a>
    </nav>
  );
}
