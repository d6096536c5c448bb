import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useNow } from '../../data/use-now.ts';
import type { SessionsStrings } from '../../strings/en/sessions.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import { keptMs, type SessionClock, sessionClocks } from './clock-times.ts';
import styles from './session-clocks.module.css';
import details from './session-details.module.css';

/** The clocks that can end the session: the remaining time of each, which one counts, and which events extend it. */
export function SessionClocks({ session }: { session: StoredSession }) {
  const t = useStringsWithLater().sessions.clocks;
  const now = useNow();
  const actors = useInspector((state) => state.actors);
  const isRolling = useInspector((state) => state.settings?.serverSide.rolling ?? false);
  return (
    <section aria-label={t.title}>
      <h2 className={details.title}>{t.title}</h2>
      <ul className={styles.clocks}>
        {byPlace(sessionClocks(session, actors, now)).map(({ key, item: clock }) => (
          <li key={key} className={styles.clock} data-still={clock.endsAtMs === null || undefined}>
            <span className={styles.name}>{clock.of === 'browser' ? t.cookieOf(clock.name) : t.names[clock.of]}</span>
            <span className={styles.bar} aria-hidden="true">
              <span className={styles.left} style={{ width: `${(clock.left ?? 0) * 100}%` }} />
            </span>
            <span className={styles.time}>{clock.endsAtMs === null ? t.noExpiry : t.left(clock.endsAtMs - now)}</span>
            <span className={styles.why}>
              {clock.endsAtMs !== null && <span className={styles.date}>{t.at(clock.endsAtMs)} </span>}
              {moverOf(clock, session, isRolling, t)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The meaning of a clock, and the events that extend it. */
function moverOf(
  clock: SessionClock,
  session: StoredSession,
  isRolling: boolean,
  t: SessionsStrings['clocks'],
): string {
  if (clock.of === 'store') return session.cookieExpires ? t.storedByCookie : t.storedByIdleLimit(keptMs(session));
  if (clock.endsAtMs === null) return t.cookieStays;
  if (clock.of === 'cookie') return t.cookieUnheld;
  return isRolling ? t.cookieRolls : t.cookieLags;
}
