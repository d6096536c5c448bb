import { useMemo } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActorName } from '../actor-name.tsx';
import { SessionId } from '../session-id.tsx';
import { compareSessions } from './compare-sessions.ts';
import { Comparison } from './comparison.tsx';

export interface SessionComparisonProps {
  readonly pair: readonly [StoredSession, StoredSession] | null;
  readonly onClose: () => void;
  readonly onSwap: () => void;
}

/** Two sessions side by side: their data, lifetimes and owners. */
export function SessionComparison({ pair, onClose, onSwap }: SessionComparisonProps) {
  const t = useStringsWithLater();
  const owners = useInspector((state) => state.owners);
  const actors = useInspector((state) => state.actors);
  const parts = useMemo(
    () => (pair === null ? [] : compareSessions(pair[0], pair[1], { owners, actors }, t)),
    [pair, owners, actors, t],
  );
  return (
    <Dialog
      isOpen={pair !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t.compare.sessionsTitle}
      lead={t.compare.sessionsLead}
      isWide
    >
      {pair !== null && (
        <Comparison
          parts={parts}
          heads={[<Head key="a" session={pair[0]} />, <Head key="b" session={pair[1]} />]}
          onSwap={onSwap}
        />
      )}
    </Dialog>
  );
}

function Head({ session }: { session: StoredSession }) {
  const owner = useInspector((state) => state.owners.get(session.sid));
  return (
    <>
      <SessionId sid={session.sid} />
      {owner !== undefined && <ActorName actor={owner} />}
    </>
  );
}
