import { Columns2, X } from 'lucide-react';
import { useState } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { shortSid } from '../../model/short-sid.ts';
import strip from '../../shared/compare/marked-strip.module.css';
import { SessionComparison } from '../../shared/compare/session-comparison.tsx';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

export interface CompareStripProps {
  /** The marked session; the strip is empty without one. */
  readonly marked: StoredSession | null;
  readonly selected: StoredSession | null;
  readonly onForget: () => void;
}

/** The session that another is to be compared with, and the way to do it with the selected one. */
export function CompareStrip({ marked, selected, onForget }: CompareStripProps) {
  const t = useStrings().live.comparing;
  const [pair, setPair] = useState<readonly [StoredSession, StoredSession] | null>(null);
  const other = selected !== null && selected.sid !== marked?.sid ? selected : null;
  return (
    <>
      <div role="status" className={strip.frame}>
        {marked !== null && (
          <div className={strip.strip}>
            <span className={strip.what}>
              <HostileText text={t.marked(shortSid(marked.sid))} />
            </span>
            {other === null ? (
              <span className={strip.how}>{t.markedHowSession}</span>
            ) : (
              <Button onClick={() => setPair([marked, other])}>
                <Columns2 size={14} />
                {t.with(shortSid(other.sid))}
              </Button>
            )}
            <IconButton label={t.forget} onClick={onForget}>
              <X size={14} />
            </IconButton>
          </div>
        )}
      </div>
      <SessionComparison
        pair={pair}
        onClose={() => setPair(null)}
        onSwap={() => setPair((now) => (now === null ? null : [now[1], now[0]]))}
      />
    </>
  );
}
