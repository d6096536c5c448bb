import type { HistoryEvent, HistoryRow } from '../../model/session-history.ts';
import { entryLink } from '../../navigation/entry-link.ts';
import { requestLine } from '../../sentences/request-words.ts';
import type { Badge as BadgeData } from '../../sentences/what-happened.ts';
import { ActorName } from '../../shared/actor-name.tsx';
import { Badge } from '../../shared/badge.tsx';
import type { SessionsStrings } from '../../strings/en/sessions.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HistoryLine } from './history-line.tsx';
import styles from './session-history.module.css';
import { SidLink } from './sid-link.tsx';

const MAX_LINES = 8;
const BADGES: Record<HistoryEvent, Omit<BadgeData, 'label'>> = {
  created: { tone: 'set', shape: '✦' },
  'regenerated-from': { tone: 'set', shape: '↻' },
  changed: { tone: 'set', shape: '▲' },
  used: { tone: 'get', shape: '●' },
  'regenerated-to': { tone: 'plain', shape: '↻' },
  destroyed: { tone: 'reject', shape: '■' },
  deleted: { tone: 'reject', shape: '■' },
  ended: { tone: 'reject', shape: '■' },
  expired: { tone: 'pop', shape: '◷' },
  refused: { tone: 'reject', shape: '✕' },
};

export interface HistoryItemProps {
  readonly row: HistoryRow;
  readonly onSelect: (sid: string) => void;
}

/** One event of a session: its time, its actor, the changes, and the way to its request. */
export function HistoryItem({ row, onSelect }: HistoryItemProps) {
  const strings = useStringsWithLater();
  const t = strings.sessions.history;
  const { event, request, otherSid, lines } = row;
  const plain = plainText(row, t);
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Badge badge={{ ...BADGES[event], label: t.events[event] }} />
        {otherSid !== null && (
          <span className={styles.other}>
            {event === 'regenerated-from' ? t.from : t.to} <SidLink sid={otherSid} onSelect={onSelect} />
          </span>
        )}
        {plain !== null && <span className={styles.plain}>{plain}</span>}
        {row.isNotSaved && <span className={styles.alarm}>{t.notSaved}</span>}
        <span className={styles.when}>
          {request === null ? <span className={styles.window}>{t.window}</span> : <ActorName actor={request.actor} />}
          <time className={styles.time}>{row.atMs === null ? strings.common.unknown : t.at(row.atMs)}</time>
          <a
            className={styles.link}
            href={entryLink(row.id)}
            aria-label={request === null ? t.openEdit(row.id) : t.openRequest(row.id, requestLine(request, strings))}
          >
            {t.request(row.id)}
          </a>
        </span>
      </div>
      {lines.length > 0 && (
        <ul className={styles.lines}>
          {lines.slice(0, MAX_LINES).map((line) => (
            <HistoryLine key={line.path} line={line} />
          ))}
          {lines.length > MAX_LINES && <li className={styles.plain}>{t.more(lines.length - MAX_LINES)}</li>}
        </ul>
      )}
    </li>
  );
}

/** The text if there is no difference to show. */
function plainText({ event, request, lines, isChangeKnown }: HistoryRow, t: SessionsStrings['history']): string | null {
  if (event === 'refused') return t.refusedWhy;
  if (event === 'expired') return request === null ? t.madeExpire : t.expiredWhy;
  if (!isChangeKnown) return t.changeUnknown;
  return event === 'used' && lines.length === 0 ? t.same : null;
}
