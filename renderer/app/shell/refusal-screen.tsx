import { useStrings } from '../../strings/use-strings.ts';
import { BrandMark } from './brand-mark.tsx';
import styles from './full-screen.module.css';

/** Shown in a tab without a valid token: says how to get a new link. */
export function RefusalScreen() {
  const t = useStrings().shell;
  return (
    <main className={styles.screen}>
      <div className={styles.card} role="alert">
        <BrandMark size={30} />
        <h1>{t.refusedTitle}</h1>
        <p>{t.refusedWhy}</p>
        <p className={styles.muted}>{t.refusedHow}</p>
        <p className={styles.code}>{document.documentElement.dataset.openCommand}</p>
      </div>
    </main>
  );
}
