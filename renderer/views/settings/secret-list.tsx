import { useEffect, useRef } from 'react';
import type { SecretsState } from '../../../server/contract/workbench.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import styles from './secret-list.module.css';
import { SecretRow } from './secret-row.tsx';

type Secrets = SecretsState['secrets'];

export interface SecretListProps {
  readonly secrets: Secrets;
  /** Counted from 1. */
  readonly onMove: (from: number, to: number) => Promise<void>;
  readonly onRemove: (number: number) => Promise<void>;
}

/** The element that gets the focus after the list has changed. */
interface WantedFocus {
  readonly place: number;
  readonly control: 'up' | 'down' | 'name';
  readonly isReached: (now: Secrets) => boolean;
}

/** The secrets in their order. After a move, the focus stays on the pressed button, which is at a new position. */
export function SecretList({ secrets, onMove, onRemove }: SecretListProps) {
  const t = useStringsWithLater().appSettings.secrets;
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<WantedFocus | null>(null);
  useEffect(() => {
    if (wanted.current === null || !wanted.current.isReached(secrets)) return;
    const { place, control } = wanted.current;
    wanted.current = null;
    list.current?.children[place - 1]?.querySelector<HTMLElement>(`[data-control="${control}"]`)?.focus();
  });
  return (
    <ol ref={list} aria-label={t.list} className={styles.list}>
      {secrets.map((secret, place) => (
        <SecretRow
          key={secret.fingerprint}
          secret={secret}
          number={place + 1}
          count={secrets.length}
          onMove={async (direction) => {
            const to = direction === 'up' ? place : place + 2;
            const isReached = (now: Secrets) => now[to - 1]?.fingerprint === secret.fingerprint;
            wanted.current = { place: to, control: direction, isReached };
            await onMove(place + 1, to);
          }}
          onRemove={async () => {
            const isReached = (now: Secrets) => now.every(({ fingerprint }) => fingerprint !== secret.fingerprint);
            wanted.current = { place: Math.max(1, place), control: 'name', isReached };
            await onRemove(place + 1);
          }}
        />
      ))}
    </ol>
  );
}
