import { useStrings } from '../../strings/use-strings.ts';
import { BrandMark } from './brand-mark.tsx';
import styles from './full-screen.module.css';

/** Stands until the first snapshot is there; says so when the inspector does not answer, and goes on by itself. */
export function ConnectingScreen({ isUnreachable }: { isUnreachable: boolean }) {
  const t = useStrings().shell;
  return (
    <main className={styles.screen}>
      {isUnreachable ? (
        <div className={styles.card} role="alert">
          <BrandMark size={30} />
          <h1>{t.unreachableTitle}</h1>
          <p>{t.unreachableWhy}</p>
        </div>
      ) : (
        <output className={styles.quiet}>
          <BrandMark />
          {t.connectingTitle}
        </output>
      )}
    </main>
  );
}
