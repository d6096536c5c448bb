import { Hash } from 'lucide-react';
import type { StoreRowSummary } from '../../../../server/contract/store-list.ts';
import { useNow } from '../../../data/use-now.ts';
import { shortSid } from '../../../model/short-sid.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import type { StoreSessionsStrings } from '../../../strings/en/store-sessions.ts';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import shared from '../sessions-view.module.css';
import mark from '../state-mark.module.css';
import styles from './store-cells.module.css';

/** One row of the store; its ages are updated by themselves. */
export function StoreCells({ row }: { row: StoreRowSummary }) {
  const t = useStoreSessionsStrings();
  const now = useNow();
  const { last, changedAtMs, bytes } = row;
  const isGone = row.state === 'gone' || undefined;
  return (
    <>
      <td data-column="session" className={shared.mono} data-gone={isGone}>
        <RowName row={row} />
      </td>
      <td data-column="state">
        <StoreMark row={row} />
      </td>
      <td data-column="actor">
        {last === null ? <span className={shared.muted}>{t.unknown}</span> : <ActorName actor={last.actor} />}
      </td>
      <td data-column="keys">
        <Keys row={row} />
      </td>
      <td data-column="changed" className={styles.cell} data-gone={isGone}>
        {changedAtMs === null ? t.unknown : t.ago(now - changedAtMs)}
      </td>
      <td data-column="used" className={styles.cell} data-gone={isGone}>
        {last === null ? t.unknown : t.ago(now - last.atMs)}
      </td>
      <td data-column="expires" className={styles.cell} data-gone={isGone}>
        {expiryText(row, now, t)}
      </td>
      <td data-column="bytes" data-align="end" className={styles.cell} data-gone={isGone}>
        {bytes === null || isGone ? t.unknown : t.bytes(bytes)}
      </td>
    </>
  );
}

/** The id; or the key, if it is a hash and nothing leads from it to a cookie. */
function RowName({ row: { sid, key } }: { row: StoreRowSummary }) {
  const t = useStoreSessionsStrings();
  if (sid !== null) return <HostileText text={shortSid(sid)} />;
  return (
    <Tooltip text={t.oneWay}>
      <span className={styles.hash}>
        <Hash size={12} />
        <VisuallyHidden>{t.oneWay}</VisuallyHidden>
        <HostileText text={shortSid(key)} />
      </span>
    </Tooltip>
  );
}

/** The state of a row, by word, shape and colour. */
function StoreMark({ row }: { row: StoreRowSummary }) {
  const t = useStoreSessionsStrings();
  const state = row.state === 'live' ? (row.last === null ? 'unlogged' : 'logged') : row.state;
  return (
    <Tooltip text={t.stateHints[state]}>
      <span className={mark.mark} data-state={looks[state]}>
        <span aria-hidden="true" className={mark.dot} />
        {t.states[state]}
      </span>
    </Tooltip>
  );
}

const looks = { logged: 'held', unlogged: 'free', expired: 'expired', gone: 'gone' } as const;

function Keys({ row: { state, value, isDangerous } }: { row: StoreRowSummary }) {
  const t = useStoreSessionsStrings();
  if (state === 'gone') return <span className={shared.muted}>{t.noValue}</span>;
  return (
    <>
      {isDangerous && (
        <Tooltip text={t.runsCodeHint}>
          <span className={styles.danger} data-danger="">
            {t.runsCode}
          </span>
        </Tooltip>
      )}
      {value.state === 'unreadable' && <span className={shared.bad}>{t.unreadable}</span>}
      {value.state === 'too-large' && <span className={shared.bad}>{t.tooLarge}</span>}
      {value.state === 'not-read' && <span className={shared.muted}>{t.notRead}</span>}
      {value.state === 'read' &&
        (value.keyCount === 0 ? (
          <span className={shared.muted}>{t.noKeys}</span>
        ) : (
          <span className={shared.mono}>
            <HostileText
              text={value.keyCount > value.keys.length ? `${value.keys.join(', ')}, …` : value.keys.join(', ')}
            />
          </span>
        ))}
    </>
  );
}

function expiryText({ state, expiresAtMs }: StoreRowSummary, now: number, t: StoreSessionsStrings): string {
  if (state === 'gone') return t.unknown;
  return expiresAtMs === null ? t.unknown : t.in(expiresAtMs - now);
}
