import { useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { BrandMark } from './brand-mark.tsx';
import styles from './full-screen.module.css';

/**
 * Shown if no data has arrived yet and the inspector does not respond (`isSilent`), or responds with an error. It
 * disappears by itself.
 */
export function UnansweredScreen({ isSilent }: { isSilent: boolean }) {
  const t = useStrings().shell;
  const streamError = useInspector((state) => state.streamError);
  return (
    <main className={styles.screen}>
      <div className={styles.card} role="alert">
        <BrandMark size={30} />
        <h1>{isSilent ? t.unreachableTitle : t.failingTitle}</h1>
        <p>{isSilent ? t.unreachableWhy : t.failingWhy}</p>
        {!isSilent && (
          <p className={styles.muted}>
            <HostileText text={streamError} />
          </p>
        )}
      </div>
    </main>
  );
}
