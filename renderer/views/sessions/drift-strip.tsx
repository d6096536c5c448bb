import { CircleCheck, Ghost, Hourglass, Unlink, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { refusalOf } from '../../../server/contract/outcome.ts';
import type { SessionDrift } from '../../../server/contract/session-drift.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { sharedSessions } from '../../model/session-holders.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import styles from './drift-strip.module.css';
import { SidLink } from './sid-link.tsx';
import { useDrift } from './use-drift.ts';

const MAX_LINKS = 3;

/** The differences between cookies and rows, each kind with its meaning; or that they agree. */
export function DriftStrip({ onSelect }: { onSelect: (sid: string) => void }) {
  const {
    common,
    sessions: { drift: t },
  } = useStringsWithLater();
  const drift = useDrift();
  const sharedNow = useInspector((state) => sharedSessions(state.actors));
  const shared = [...sharedNow];
  // The line is drawn before its data arrives, so that nothing below moves during a press.
  if (drift === null) {
    return (
      <section aria-label={t.title} aria-busy="true" className={styles.strip}>
        <p className={styles.none}>{t.comparing}</p>
      </section>
    );
  }
  const { orphanCount, orphanSids, ghosts, expiredCount } = drift;
  if (orphanCount === 0 && ghosts.length === 0 && expiredCount === 0 && shared.length === 0) {
    return (
      <section aria-label={t.title} className={styles.strip}>
        <p className={styles.none}>
          <CircleCheck size={15} />
          {t.none}
        </p>
      </section>
    );
  }
  return (
    <section aria-label={t.title} className={styles.strip}>
      {shared.length > 0 && (
        <DriftItem icon={<Users size={15} />} title={t.shared(shared.length)} why={t.sharedWhy}>
          {shared.slice(0, MAX_LINKS).map(([sid, holders]) => (
            <span key={sid} className={styles.ghost}>
              {common.heldByAll(holders)} <SidLink sid={sid} onSelect={onSelect} />
            </span>
          ))}
        </DriftItem>
      )}
      {orphanCount > 0 && (
        <DriftItem icon={<Unlink size={15} />} title={t.orphans(orphanCount)} why={t.orphansWhy}>
          {orphanSids.slice(0, MAX_LINKS).map((sid) => (
            <SidLink key={sid} sid={sid} onSelect={onSelect} />
          ))}
          {orphanCount > MAX_LINKS && <span className={styles.more}>{t.more(orphanCount - MAX_LINKS)}</span>}
        </DriftItem>
      )}
      {ghosts.length > 0 && (
        <DriftItem icon={<Ghost size={15} />} title={t.ghosts(ghosts.length)} why={t.ghostsWhy}>
          <GhostList ghosts={ghosts} onSelect={onSelect} />
        </DriftItem>
      )}
      {expiredCount > 0 && (
        <DriftItem icon={<Hourglass size={15} />} title={t.expired(expiredCount)} why={t.expiredWhy} />
      )}
    </section>
  );
}

interface DriftItemProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly why: string;
  readonly children?: ReactNode;
}

function DriftItem({ icon, title, why, children }: DriftItemProps) {
  return (
    <div className={styles.item}>
      <p className={styles.title}>
        {icon}
        {title}
      </p>
      <p className={styles.why}>{why}</p>
      {children !== undefined && <div className={styles.links}>{children}</div>}
    </div>
  );
}

function GhostList({ ghosts, onSelect }: { ghosts: SessionDrift['ghosts']; onSelect: (sid: string) => void }) {
  const { sessions, happened } = useStringsWithLater();
  return ghosts.map(({ actorId, actorName, sid, verdict }) => {
    const refusal = refusalOf(verdict);
    return (
      <span key={actorId} className={styles.ghost}>
        {sessions.drift.ghostOf(actorName, refusal === null ? '' : happened.refusal[refusal])}{' '}
        {sid !== null && <SidLink sid={sid} onSelect={onSelect} />}
      </span>
    );
  });
}
