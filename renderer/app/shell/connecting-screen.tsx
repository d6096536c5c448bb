import { useEffect } from 'react';
import type { ConnectionState } from '../../data/inspector-state.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Timeline } from '../../views/live/timeline/lazy-timeline.ts';
import { BrandMark } from './brand-mark.tsx';
import styles from './full-screen.module.css';

/**
 * Shown until the first snapshot arrives. Says if the inspector does not respond, or responds with an error, and
 * disappears by itself.
 */
export function ConnectingScreen({ connection }: { connection: ConnectionState }) {
  const t = useStrings().shell;
  const streamError = useInspector((state) => state.streamError);
  // The page has nothing else to do until the snapshot, and the first view needs this file.
  useEffect(() => Timeline.preload(), []);
  if (connection !== 'lost' && connection !== 'failing') {
    return (
      <main className={`first-frame ${styles.screen}`}>
        <output className={styles.quiet}>
          <BrandMark />
          {t.connectingTitle}
        </output>
      </main>
    );
  }
  const isSilent = connection === 'lost';
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
