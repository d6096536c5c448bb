import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useNow } from '../../data/use-now.ts';
import type { Strings } from '../../strings/en.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { type SessionClock, sessionClocks } from './clock-times.ts';
import styles from './session-clocks.module.css';
import details from './session-details.module.css';

/** The three clocks that can end the session by themselves: how long each has left, and who moves it. */
export function SessionClocks({ session }: { session: StoredSession }) {
  const t = useStrings().sessions.clocks;
  const now = useNow();
  const idleLimitMs = useInspector((state) => state.settings?.idleLimitMs ?? 0);
  const isRolling = useInspector((state) => state.settings?.serverSide.rolling ?? false);
  return (
    <section aria-label={t.title}>
      <h2 className={details.title}>{t.title}</h2>
      <ul className={styles.clocks}>
        {sessionClocks(session, idleLimitMs, now).map((clock) => (
          <li key={clock.name} className={styles.clock} data-still={clock.endsAtMs === null || undefined}>
            <span className={styles.name}>{t.names[clock.name]}</span>
            <span className={styles.bar} aria-hidden="true">
              <span className={styles.left} style={{ width: `${(clock.left ?? 0) * 100}%` }} />
            </span>
            <span className={styles.time}>
              {clock.endsAtMs === null ? t.still[clock.name] : t.left(clock.endsAtMs - now)}
            </span>
            <span className={styles.why}>
              {clock.endsAtMs !== null && <span className={styles.date}>{t.at(clock.endsAtMs)} </span>}
              {moverOf(clock, isRolling, idleLimitMs, t)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who moves a clock, or why it does not run. */
function moverOf(
  { name, endsAtMs }: SessionClock,
  isRolling: boolean,
  idleLimitMs: number,
  t: Strings['sessions']['clocks'],
): string {
  if (name === 'stored') return t.stored;
  if (name === 'idle') return endsAtMs === null ? t.idleRests : t.idleRuns(idleLimitMs);
  if (endsAtMs === null) return t.cookieStays;
  return isRolling ? t.cookieRolls : t.cookieLags;
}
