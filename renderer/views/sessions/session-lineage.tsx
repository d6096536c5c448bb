import type { HistoryRow, Lineage } from '../../model/session-history.ts';
import type { SessionsStrings } from '../../strings/en/sessions.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import styles from './session-history.module.css';
import { SidLink } from './sid-link.tsx';

export interface SessionLineageProps {
  readonly sid: string;
  readonly lineage: Lineage;
  readonly onSelect: (sid: string) => void;
}

/** The life of a session in one line: its origin, and its successor. */
export function SessionLineage({ lineage: { birth, end }, onSelect }: SessionLineageProps) {
  const t = useStringsWithLater().sessions.lineage;
  if (birth === null && end === null) return null;
  return (
    <section aria-label={t.title} className={styles.lineage}>
      {birth !== null && (
        <>
          {birth.otherSid === null ? (
            <span>{t.created(whoOf(birth, t))}</span>
          ) : (
            <span>
              {t.from} <SidLink sid={birth.otherSid} onSelect={onSelect} />
            </span>
          )}
          <span aria-hidden="true" className={styles.arrow}>
            →
          </span>
        </>
      )}
      <span className={styles.self}>{t.self}</span>
      {end !== null && (
        <>
          <span aria-hidden="true" className={styles.arrow}>
            →
          </span>
          {end.otherSid === null ? (
            <span className={styles.over}>{endText(end, t)}</span>
          ) : (
            <span>
              {t.to} <SidLink sid={end.otherSid} onSelect={onSelect} />
            </span>
          )}
        </>
      )}
    </section>
  );
}

function endText(end: HistoryRow, t: SessionsStrings['lineage']): string {
  if (end.event === 'expired') return t.expired;
  if (end.event === 'deleted') return t.deletedBy(whoOf(end, t));
  return end.event === 'destroyed' ? t.destroyedBy(whoOf(end, t)) : t.endedBy(whoOf(end, t));
}

function whoOf({ request }: HistoryRow, t: SessionsStrings['lineage']): string {
  return request?.actor.name ?? t.window;
}
