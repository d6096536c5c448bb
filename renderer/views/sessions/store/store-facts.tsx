import type { ReactNode } from 'react';
import type { StoreRow, StoreRowSummary } from '../../../../server/contract/store-list.ts';
import { useNow } from '../../../data/use-now.ts';
import { entryLink } from '../../../navigation/entry-link.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { SessionId } from '../../../shared/session-id.tsx';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import details from '../session-details.module.css';
import styles from './store-data.module.css';

/** The key and the kind of a row, its last client and request, and how its value is written. */
export function StoreFacts({ row, summary }: { row: StoreRow; summary: StoreRowSummary | null }) {
  const t = useStoreSessionsStrings();
  const now = useNow();
  const { last } = row;
  const value = row.now.state === 'present' ? row.now.value : null;
  const changedAtMs = summary?.changedAtMs ?? null;
  const when = (atMs: number) => (
    <>
      {t.dayAndTime(atMs)} <span className={details.note}>· {t.ago(now - atMs)}</span>
    </>
  );
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.facts.key, <SessionId key="key" sid={row.key} />],
    [t.facts.mapping, <HostileText key="mapping" text={row.mapping} />],
    [t.facts.client, last === null ? t.notSeen : <ActorName key="client" actor={last.actor} />],
    [
      t.facts.used,
      last === null ? (
        t.notSeen
      ) : (
        <>
          {when(last.atMs)}{' '}
          <a className={styles.request} href={entryLink(last.entryId)} aria-label={t.openRequest(last.entryId)}>
            {t.showRequest(last.entryId)}
          </a>
        </>
      ),
    ],
    [t.facts.changed, changedAtMs === null ? t.notSeenToChange : when(changedAtMs)],
    ...(value === null
      ? []
      : ([
          [t.facts.size, t.bytes(value.bytes)],
          [t.facts.encoding, t.encoding(value.encoding, value.wrapping)],
        ] as const)),
    [t.facts.read, t.dayAndTime(row.readAtMs)],
  ];
  return (
    <section aria-label={t.facts.title}>
      <h2 className={details.title}>{t.facts.title}</h2>
      <dl className={details.facts}>
        {byPlace(rows).map(({ key, item: [term, text] }) => (
          <Fact key={key} term={term}>
            {text}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
