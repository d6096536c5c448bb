import type { StoredSession } from '../../server/contract/stored-session.ts';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './session-details.module.css';

/** The dates of a session, how long it has left, and who holds its cookie now. */
export function SessionFacts({ session }: { session: StoredSession }) {
  const t = useStrings().sessions;
  const now = useNow();
  const actors = useInspector((state) => state.actors);
  const holders = actors.filter((actor) => actor.sid === session.sid).map((actor) => actor.name);
  const rows: readonly [string, string, string][] = [
    [t.facts.created, t.dayAndTime(session.createdAtMs), t.ago(now - session.createdAtMs)],
    [t.facts.used, t.dayAndTime(session.lastUsedAtMs), t.ago(now - session.lastUsedAtMs)],
    [t.facts.expires, t.dayAndTime(session.expiresAtMs), t.in(session.expiresAtMs - now)],
    [t.facts.cookie, session.cookieExpires ? t.cookieExpires : t.cookieStays, ''],
    [t.facts.size, t.bytes(session.bytes), ''],
    [t.facts.held, holders.length === 0 ? t.heldByNobody : holders.join(', '), ''],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([term, text, note]) => (
        <SessionFact key={term} term={term} text={text} note={note} />
      ))}
    </dl>
  );
}

function SessionFact({ term, text, note }: { term: string; text: string; note: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {text} {note !== '' && <span className={styles.note}>· {note}</span>}
      </dd>
    </>
  );
}
