import type { ReactNode } from 'react';
import type { SessionData } from '../../../../server/contract/json.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import { usePreference } from '../../../data/use-preference.ts';
import { knownSides } from '../../../model/known-sides.ts';
import { type SessionChange, sessionChange } from '../../../model/session-change.ts';
import { placeAfter, placeBefore, type SessionPlace } from '../../../model/session-place.ts';
import { NotTold } from '../../../shared/not-told.tsx';
import { SessionId } from '../../../shared/session-id.tsx';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TreeGrid } from '../../../ui/tree-grid.tsx';
import { OperationList } from './operation-list.tsx';
import { RawSession } from './raw-session.tsx';
import body from './request-details.module.css';
import styles from './session-tab.module.css';
import { StoreReading } from './store/store-reading.tsx';

export interface SessionTabProps {
  readonly record: RequestRecord;
  readonly isWrapped: boolean;
}

/**
 * The session before and after the request, side by side with the differences marked, and the operations of the
 * handler.
 */
export function SessionTab({ record, isWrapped }: SessionTabProps) {
  const { details: t, recording, storeTab } = useStringsWithLater();
  const { told } = storeTab;
  const [view, setView] = usePreference<'tree' | 'json'>('session-view', (stored) =>
    stored === 'json' ? 'json' : 'tree',
  );
  const change = sessionChange(record);
  const isSeen = isSeenFromOutside(record);
  if (isSeen && record.cookieValue === null && record.setCookie === null) {
    return (
      <div className={body.body}>
        <p>{recording.noCookieSeen}</p>
      </div>
    );
  }
  const { store, inside } = record.evidence ?? {};
  const isEmpty = record.sessionBefore === null && record.sessionAfter === null;
  if (isSeen && isEmpty && store === undefined) return <NotTold pane="session" />;
  return (
    <div className={body.body}>
      {isSeen && store === undefined && (
        <p>{record.verdict.kind === 'accepted' ? recording.fromVerifiedCookie : recording.fromCookie}</p>
      )}
      <div className={styles.head}>
        <p className={styles.lead}>{leadText(change, isEmpty, t)}</p>
        {!isEmpty && (
          <Segmented
            label={t.view}
            value={view}
            onChange={setView}
            options={[
              { value: 'tree', label: t.asTree },
              { value: 'json', label: t.asJson },
            ]}
          />
        )}
      </div>
      {!isEmpty && <SessionSides record={record} isWrapped={isWrapped} asTree={view === 'tree'} />}
      {store !== undefined && <StoreReading store={store} />}
      {!isSeen && <OperationList record={record} />}
      {inside?.state === 'told' && <p>{inside.tooLarge === null ? told.reads : told.tooLarge(inside.tooLarge)}</p>}
    </div>
  );
}

function SessionSides({ record, isWrapped, asTree }: SessionTabProps & { asTree: boolean }) {
  const t = useStrings().details;
  const heads = [
    <SideHead key="before" title={t.before} place={placeBefore(record)} />,
    <SideHead key="after" title={t.after} place={placeAfter(record)} />,
  ] as const;
  const known = knownSides(record);
  if (!known.before || !known.after) {
    const side = known.before ? 0 : 1;
    const data = known.before ? record.sessionBefore : record.sessionAfter;
    return <OneSide key={record.id} data={data ?? {}} head={heads[side]} isWrapped={isWrapped} asTree={asTree} />;
  }
  const before = record.sessionBefore ?? {};
  const after = record.sessionAfter ?? {};
  if (!asTree) return <RawSession record={record} heads={heads} />;
  // Keyed by the record, because branches that were opened in one tree have no meaning in another.
  return (
    <TreeGrid
      key={record.id}
      label={t.treeLabel}
      before={before}
      after={{ value: after }}
      heads={heads}
      isWrapped={isWrapped}
      emptyText={t.emptySession}
    />
  );
}

interface OneSideProps {
  readonly data: SessionData;
  readonly head: ReactNode;
  readonly isWrapped: boolean;
  readonly asTree: boolean;
}

/** The content of the session on the known side. A comparison would show its keys as added or removed. */
function OneSide({ data, head, isWrapped, asTree }: OneSideProps) {
  const t = useStrings().details;
  if (!asTree) return <CodeBlock title={head} text={JSON.stringify(data, null, 2)} />;
  return (
    <>
      {head}
      <TreeGrid label={t.treeLabel} before={data} isWrapped={isWrapped} emptyText={t.emptySession} />
    </>
  );
}

function SideHead({ title, place }: { title: string; place: SessionPlace }) {
  const t = useStrings().details;
  return (
    <span className={styles.sideHead}>
      {title}
      {place.kind === 'id' ? (
        <SessionId key={place.sid} sid={place.sid} />
      ) : (
        <span className={styles.none}>{place.kind === 'cookie' ? t.sessionInCookie : t.noSessionHere}</span>
      )}
    </span>
  );
}

function leadText(change: SessionChange, isEmpty: boolean, t: Strings['details']): string {
  switch (change.kind) {
    case 'none':
      return t.lead.none;
    case 'unknown':
      return isEmpty ? t.lead.unknownBoth : t.lead.unknown;
    case 'same':
      return t.lead.same;
    case 'regenerated':
      return t.lead.regenerated;
    case 'created':
      return t.lead.created(change.keys);
    case 'gone':
      return t.lead.gone(change.keys);
    case 'changed':
      return t.lead.changed(change.added, change.changed, change.removed);
  }
}
