import type { StoreRow } from '../../../../server/contract/store-list.ts';
import { useNow } from '../../../data/use-now.ts';
import type { StoreSessionsStrings } from '../../../strings/en/store-sessions.ts';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import styles from '../session-clocks.module.css';
import details from '../session-details.module.css';
import own from './store-clocks.module.css';

interface Clock {
  readonly name: string;
  readonly endsAtMs: number | null;
  /** The text in place of a time for a clock that does not run. */
  readonly still: string;
  readonly means: string;
  readonly counts: boolean;
}

/** Two clocks of one session that are less apart than this were set together. */
const SAME_MS = 2_000;

/** The clocks of a session: the row, the copy of the cookie in its value, the cookie of the client. */
export function StoreClocks({ row }: { row: StoreRow }) {
  const t = useStoreSessionsStrings();
  const now = useNow();
  const clocks = clocksOf(row, t.clocks);
  const ends = clocks.flatMap(({ endsAtMs }) => (endsAtMs === null ? [] : [endsAtMs - now]));
  const longestMs = Math.max(1, ...ends);
  return (
    <section aria-label={t.clocks.title}>
      <h2 className={details.title}>{t.clocks.title}</h2>
      <ul className={styles.clocks}>
        {clocks.map(({ name, endsAtMs, still, means, counts }) => (
          <li key={name} className={styles.clock} data-still={endsAtMs === null || undefined}>
            <span className={styles.name}>{name}</span>
            <span className={styles.bar} aria-hidden="true">
              <span
                className={styles.left}
                style={{ width: `${endsAtMs === null ? 0 : Math.max(0, (endsAtMs - now) / longestMs) * 100}%` }}
              />
            </span>
            <span className={styles.time}>{endsAtMs === null ? still : t.clocks.left(endsAtMs - now)}</span>
            <span className={styles.why}>
              {counts && <strong className={own.counts}>{t.clocks.counts}</strong>}
              {endsAtMs !== null && <span className={styles.date}>{t.clocks.at(endsAtMs)} </span>}
              {means}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function clocksOf({ now, clock, browserCookie }: StoreRow, t: StoreSessionsStrings['clocks']): Clock[] {
  const clocks: Clock[] = [];
  if (now.state === 'present') {
    const { expiresAtMs, cookieExpiresAtMs } = now;
    const isTold = clock === 'ttl' || clock === 'column';
    clocks.push({
      name: t.row,
      endsAtMs: expiresAtMs,
      still: isTold ? t.noExpiry : t.notTold,
      means: t.rowMeans[clock],
      counts: expiresAtMs !== null,
    });
    if (cookieExpiresAtMs !== null) {
      const apartMs = expiresAtMs === null ? 0 : Math.abs(expiresAtMs - cookieExpiresAtMs);
      const differs = apartMs > SAME_MS ? ` ${t.valueDiffers(apartMs)}` : '';
      clocks.push({
        name: t.value,
        endsAtMs: cookieExpiresAtMs,
        still: '',
        means: `${t.valueMeans}${differs}`,
        counts: false,
      });
    }
  }
  clocks.push({
    name: t.browser,
    endsAtMs: browserCookie?.endsAtMs ?? null,
    still: browserCookie === null ? t.notTold : t.noExpiry,
    means:
      browserCookie === null
        ? t.browserUnknown
        : browserCookie.endsAtMs === null
          ? t.browserStays(browserCookie.entryId)
          : browserCookie.endsAtMs <= browserCookie.setAtMs
            ? t.browserEnded(browserCookie.entryId)
            : t.browserMeans(browserCookie.entryId),
    counts: false,
  });
  return clocks;
}
