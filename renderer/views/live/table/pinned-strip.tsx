import { Pin, X } from 'lucide-react';
import type { Pin as PinnedEntry } from '../../../../server/contract/live-message.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { unreadableSentence } from '../../../sentences/entry-sentence.ts';
import { arrivalText, requestLine } from '../../../sentences/request-words.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { StatusCode } from '../../../shared/status-code.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import styles from './pinned-strip.module.css';

export interface PinnedStripProps {
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
}

/**
 * The pinned requests, above the table: visible at any scroll position and with any filter. Empty without pinned
 * requests.
 */
export function PinnedStrip({ selectedId, onSelect }: PinnedStripProps) {
  const t = useStrings().requests;
  const pinned = useInspector((state) => state.pinned);
  if (pinned.length === 0) return null;
  return (
    <section aria-label={t.pinned} className={styles.strip}>
      <Tooltip text={t.pinnedWhy}>
        <h2 className={styles.title}>
          <Pin size={12} />
          {t.pinnedCount(pinned.length)}
        </h2>
      </Tooltip>
      <ul className={styles.list}>
        {pinned.map((pin) => (
          <PinnedRow key={pin.id} pin={pin} isSelected={pin.id === selectedId} onSelect={onSelect} />
        ))}
      </ul>
    </section>
  );
}

interface PinnedRowProps {
  readonly pin: PinnedEntry;
  readonly isSelected: boolean;
  readonly onSelect: (id: number) => void;
}

function PinnedRow({ pin, isSelected, onSelect }: PinnedRowProps) {
  const strings = useStrings();
  const { requests: t } = strings;
  const { unpinRequest } = useCommands();
  const { id } = pin;
  return (
    <li className={styles.row} data-selected={isSelected || undefined}>
      <button type="button" className={styles.open} aria-pressed={isSelected} onClick={() => onSelect(id)}>
        <span className={styles.id}>#{id}</span>
        {pin.kind === 'request' ? (
          <>
            <span className={styles.target}>
              <HostileText text={requestLine(pin, strings)} />
            </span>
            <StatusCode record={pin} />
            <ActorName actor={pin.actor} />
            <span className={styles.id}>{arrivalText(pin, strings)}</span>
          </>
        ) : (
          <span className={styles.target}>
            <HostileText text={unreadableSentence(pin, strings.live.unreadable)} />
          </span>
        )}
      </button>
      <IconButton label={t.unpinThis(id)} onClick={() => void unpinRequest(id)}>
        <X size={13} />
      </IconButton>
    </li>
  );
}
