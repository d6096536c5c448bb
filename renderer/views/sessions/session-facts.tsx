import { holdsSession } from '../../../server/contract/held-session.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useNow } from '../../data/use-now.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './session-details.module.css';

/**
 * The actor for whom a session was made, the browsers that have its cookie now, its dates, and its cookie's attributes.
 */
export function SessionFacts({ session }: { session: StoredSession }) {
  const t = useStringsWithLater().sessions;
  const now = useNow();
  const actors = useInspector((state) => state.actors);
  const owner = useInspector((state) => state.owners.get(session.sid));
  const holders = actors.filter((actor) => holdsSession(actor, session.sid)).map((actor) => actor.name);
  const { httpOnly, secure, sameSite, path } = session.cookie;
  const rows: readonly [string, string, string][] = [
    [t.facts.issued, owner?.name ?? t.issuedUnknown, ''],
    [t.facts.held, holders.length === 0 ? t.heldByNobody : holders.join(', '), ''],
    [t.facts.created, t.dayAndTime(session.createdAtMs), t.ago(now - session.createdAtMs)],
    [t.facts.used, t.dayAndTime(session.lastUsedAtMs), t.ago(now - session.lastUsedAtMs)],
    [t.facts.cookie, t.cookieAttributes(httpOnly, secure, sameSite, path), ''],
    [t.facts.size, t.bytes(session.bytes), ''],
  ];
  return (
    <section aria-label={t.facts.title}>
      <h2 className={styles.title}>{t.facts.title}</h2>
      <dl className={styles.facts}>
        {rows.map(([term, text, note]) => (
          <SessionFact key={term} term={term} text={text} note={note} />
        ))}
      </dl>
    </section>
  );
}

function SessionFact({ term, text, note }: { term: string; text: string; note: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <HostileText text={text} /> {note !== '' && <span className={styles.note}>· {note}</span>}
      </dd>
    </>
  );
}
