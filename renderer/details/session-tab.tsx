import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { type SessionChange, sessionChange } from '../model/session-change.ts';
import type { Strings } from '../strings/en.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { SessionId } from '../ui/session-id.tsx';
import { TreeGrid } from '../ui/tree-grid.tsx';
import { usePreference } from '../ui/use-preference.ts';
import { OperationList } from './operation-list.tsx';
import { RawSession } from './raw-session.tsx';
import body from './request-details.module.css';
import styles from './session-tab.module.css';

export interface SessionTabProps {
  readonly record: RequestRecord;
  readonly isWrapped: boolean;
}

/** The session before and after the request, side by side with the difference marked, and what the handler did to it. */
export function SessionTab({ record, isWrapped }: SessionTabProps) {
  const t = useStrings().details;
  const [view, setView] = usePreference<'tree' | 'json'>('session-view', (stored) =>
    stored === 'json' ? 'json' : 'tree',
  );
  const change = sessionChange(record);
  return (
    <div className={body.body}>
      <div className={styles.head}>
        <p className={styles.lead}>{leadText(change, t)}</p>
        {change.kind !== 'none' && (
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
      {change.kind !== 'none' && (
        <div>
          <SidLine record={record} />
          {view === 'tree' ? <SessionTrees record={record} isWrapped={isWrapped} /> : <RawSession record={record} />}
        </div>
      )}
      <OperationList record={record} />
    </div>
  );
}

function SessionTrees({ record, isWrapped }: SessionTabProps) {
  const t = useStrings().details;
  const before = record.sessionBefore ?? {};
  const after = record.sessionAfter ?? {};
  if (Object.keys(before).length === 0 && Object.keys(after).length === 0) {
    return <p className={styles.empty}>{t.emptySession}</p>;
  }
  // Another record is another tree: what was opened in one says nothing about the next.
  return (
    <TreeGrid key={record.id} label={t.treeLabel} before={before} after={{ value: after }} isWrapped={isWrapped} />
  );
}

function SidLine({ record }: { record: RequestRecord }) {
  const t = useStrings().details;
  const side = (sid: string | null) => (
    <span className={styles.sid}>{sid === null ? t.noSessionHere : <SessionId key={sid} sid={sid} />}</span>
  );
  return (
    <div className={styles.sids}>
      {side(record.sidBefore)}
      {side(record.sidAfter)}
    </div>
  );
}

function leadText(change: SessionChange, t: Strings['details']): string {
  switch (change.kind) {
    case 'none':
      return t.lead.none;
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
