import { Database } from 'lucide-react';
import { useCallback, useState } from 'react';
import { GroupMenu } from '../../../commands/group-menu.tsx';
import { useAskedSession } from '../../../navigation/asked-session.ts';
import { useNoteSelectedSession } from '../../../navigation/selected-session.ts';
import { isEmptySoFar, storeFaultText } from '../../../sentences/store-fault-text.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { HostileText } from '../../../ui/hostile-text.tsx';
import type { MenuPlace } from '../../../ui/menu-place.ts';
import { Notice } from '../../../ui/notice.tsx';
import { RecordedSessions } from '../recorded-sessions.tsx';
import shared from '../sessions-view.module.css';
import { TableAndDetails, useDetailsPane } from '../table-and-details.tsx';
import { CensusStrip } from './census-strip.tsx';
import { StoreDetails } from './store-details.tsx';
import styles from './store-sessions.module.css';
import { StoreTable } from './store-table.tsx';
import { TryStoreAgain } from './try-store-again.tsx';
import { type StoreQuery, useStoreList } from './use-store-list.ts';

const CHANGED_LAST: StoreQuery = { sort: 'changed', isDescending: true, text: '', inValues: false, state: 'all' };

/** The sessions in the attached store of a watched app, and the selected one beside them. */
export function StoreSessions() {
  const words = useStringsWithLater();
  const t = words.storeSessions;
  const [query, setQuery] = useState(CHANGED_LAST);
  const list = useStoreList(query);
  const [selectedKey, setSelectedKey] = useState<string | null>(null);
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  const pane = useDetailsPane(selectedKey, setSelectedKey);

  // Another part of the window knows a session by its id, and the list finds its row.
  const find = useCallback((sid: string) => setQuery({ ...CHANGED_LAST, text: sid }), []);
  useAskedSession(find);
  const selected = list.rows.find((row) => typeof row === 'object' && row.key === selectedKey);
  const summary = typeof selected === 'object' ? selected : null;
  useNoteSelectedSession(summary?.sid ?? null);

  if (list.noList !== null) {
    const { store } = list.noList;
    return (
      <div className={styles.noList}>
        <Notice
          tone={store?.state === 'fault' && !isEmptySoFar(store) ? 'warn' : 'info'}
          action={store?.state === 'fault' && !store.isTriedAgain && <TryStoreAgain />}
        >
          {store?.state === 'fault' ? (
            <HostileText text={storeFaultText(store, words)} />
          ) : (
            t.connecting(store?.shown ?? '')
          )}
        </Notice>
        <div className={styles.rest}>
          <RecordedSessions />
        </div>
      </div>
    );
  }
  const { page } = list;
  if (page === null) return <output className={styles.opening}>{t.opening}</output>;
  const { census } = page;
  const isEmpty = census.phase === 'complete' && census.rows + census.gone === 0 && census.fault === null;
  return (
    <div className={shared.panes}>
      <CensusStrip census={census} />
      {isEmpty ? (
        <EmptyState
          icon={<Database size={24} strokeWidth={1.6} />}
          text={census.otherKeys > 0 ? `${t.empty} ${t.emptyOther(census.otherKeys)}` : t.empty}
        />
      ) : (
        <TableAndDetails
          pane={pane}
          label={t.detail}
          isStale={census.fault !== null}
          table={
            <StoreTable
              gridRef={pane.gridRef}
              list={list}
              census={census}
              isOneWay={page.isOneWay}
              query={query}
              onQuery={setQuery}
              selectedKey={selectedKey}
              onSelect={setSelectedKey}
              onClose={pane.close}
              onOpen={pane.open}
              onMenu={setMenuAt}
            />
          }
          details={
            selectedKey === null ? null : (
              <StoreDetails
                key={selectedKey}
                rowKey={selectedKey}
                summary={summary}
                version={list.version}
                onFind={find}
                onClose={pane.close}
              />
            )
          }
        />
      )}
      <GroupMenu group="session" at={menuAt} onClose={() => setMenuAt(null)} />
    </div>
  );
}
