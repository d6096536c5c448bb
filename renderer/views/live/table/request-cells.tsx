import type { ReactNode } from 'react';
import { cookieBytes } from '../../../../server/contract/http/cookie-bytes.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { holdsPseudonym } from '../../../../server/contract/pseudonym.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import { ownerOfCookie } from '../../../data/session-owners.ts';
import { useInspector, useLiveInspector } from '../../../data/use-inspector.ts';
import { headerValues } from '../../../model/header-values.ts';
import { holdersOf, sharedSessions } from '../../../model/session-holders.ts';
import { placeOf } from '../../../model/session-place.ts';
import { shortAddress } from '../../../model/short-address.ts';
import { shortSid } from '../../../model/short-sid.ts';
import { arrivalText, engineText } from '../../../sentences/request-words.ts';
import { whatHappened } from '../../../sentences/what-happened.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { FindingMark } from '../../../shared/findings/finding-mark.tsx';
import { HoldersMark } from '../../../shared/holders-mark.tsx';
import { StatusCode } from '../../../shared/status-code.tsx';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { HappenedCell } from './happened-cell.tsx';
import { type LogColumn, NUMBER_COLUMNS } from './log-columns.ts';
import styles from './request-cells.module.css';

export interface RequestCellsProps {
  readonly record: RequestRecord;
  readonly columns: readonly LogColumn[];
}

const STYLES: Readonly<Partial<Record<LogColumn, string | undefined>>> = {
  id: styles.time,
  time: styles.time,
  request: styles.request,
  method: styles.session,
  session: styles.session,
};

/** One request as a row: its time, the method and path, the actor, the session, and the result. */
export function RequestCells({ record, columns }: RequestCellsProps) {
  const t = useStrings();
  return columns.map((column) => {
    if (column === 'happened') return <Happened key={column} record={record} />;
    const { [column]: style } = STYLES;
    return (
      <td
        key={column}
        data-column={column}
        className={style}
        data-align={NUMBER_COLUMNS.has(column) ? 'end' : undefined}
      >
        {column === 'request' ? <Request record={record} columns={columns} /> : cellOf(column, record, t)}
      </td>
    );
  });
}

function Happened({ record }: { record: RequestRecord }) {
  const t = useStrings();
  const owner = useLiveInspector((state) => ownerOfCookie(state.owners, record));
  return <HappenedCell happened={whatHappened(record, owner, t)} />;
}

/** Method and status are shown in front of the path unless they have separate columns. */
function Request({ record, columns }: RequestCellsProps) {
  const t = useStrings();
  return (
    <>
      <span className={styles.path}>
        {!columns.includes('method') && (
          <span className={styles.method}>
            <HostileText text={`${record.method ?? t.common.methodUnknown} `} />
          </span>
        )}
        <Address url={record.url} />
      </span>
      {!columns.includes('status') && <StatusCode record={record} />}
      <FindingMark findings={record.findings} />
    </>
  );
}

/** Of a whole address the host gives way first, so that the path is never cut away for it. */
function Address({ url }: { url: string }) {
  const t = useStrings();
  const { host, path } = shortAddress(url);
  if (host === null) {
    return (
      <span className={styles.rest}>
        <HostileText text={url === '' ? t.common.addressUnknown : url} />
      </span>
    );
  }
  return (
    <>
      <span className={styles.host}>
        <HostileText text={host} />
      </span>
      <span className={styles.rest}>
        <HostileText text={path} />
      </span>
    </>
  );
}

/** The id of the session, or its place if it has no id, and whether two browsers hold it now. */
function Session({ record }: { record: RequestRecord }) {
  const { live, timeline } = useStrings();
  const holders = useInspector((state) => holdersOf(record, sharedSessions(state.actors)));
  const place = placeOf(record);
  return (
    <>
      {place.kind === 'id' ? (
        <HostileText text={shortSid(place.sid)} />
      ) : (
        <span className={styles.none}>{place.kind === 'cookie' ? timeline.inCookie : live.noSession}</span>
      )}
      <HoldersMark holders={holders} />
    </>
  );
}

function cellOf(column: Exclude<LogColumn, 'request' | 'happened'>, record: RequestRecord, t: Strings): ReactNode {
  const { cookieName, cookieValue } = record;
  switch (column) {
    case 'id':
      return t.details.of(record.id);
    case 'time':
      return arrivalText(record, t);
    case 'method':
      return <HostileText text={record.method ?? t.common.unknown} />;
    case 'status':
      return <StatusCode record={record} />;
    case 'actor':
      return <ActorName actor={record.actor} />;
    case 'engine':
      return engineText(record, t);
    case 'session':
      return <Session record={record} />;
    case 'cookie':
      if (cookieValue !== null && holdsPseudonym(cookieValue)) return unknownNumber(t);
      return t.live.cookieBytes(cookieValue === null ? 0 : cookieBytes(cookieName, cookieValue));
    case 'cookies':
      return t.format.count(record.receivedCookies.length);
    case 'set-cookies':
      return t.format.count(headerValues(record.responseHeaders, 'set-cookie').length);
    case 'size':
      return record.responseBodyBytes === null ? unknownNumber(t) : t.format.bytes(record.responseBodyBytes);
    case 'store':
      return isSeenFromOutside(record) ? unknownNumber(t) : t.format.count(record.storeOperations.length);
    case 'ms':
      return record.durationMs === null ? unknownNumber(t) : t.live.milliseconds(record.durationMs);
  }
}

/**
 * Columns of numbers are narrow, so an unknown value is a short sign. The word is in the tooltip and for screen
 * readers.
 */
function unknownNumber({ common }: Strings): ReactNode {
  return <abbr title={common.unknown}>{common.unknownShort}</abbr>;
}
