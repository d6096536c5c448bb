import { useMemo } from 'react';
import type { RequestRecord } from '../../../../../server/contract/log-entry.ts';
import { useStore } from '../../../../data/use-inspector.ts';
import { valueOrigin } from '../../../../model/value-origin.ts';
import { entryLink } from '../../../../navigation/entry-link.ts';
import { PhraseText } from '../../../../shared/phrase-text.tsx';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import styles from './story-tab.module.css';

/**
 * Where the value came from that the handler looked for, or where it went: with a link to the entry. Nothing where
 * that is not known.
 */
export function ValueOriginLine({ record }: { record: RequestRecord }) {
  const t = useStringsWithLater();
  const store = useStore();
  const origin = useMemo(() => valueOrigin(record, store.getState().log.entries), [record, store]);
  if (origin === null) return null;
  const { id, what, key, who } = origin;
  return (
    <p className={styles.origin}>
      <PhraseText phrase={who === null ? t.story.origin.edited(key) : t.story.origin[what](key, who)} />{' '}
      <a className={styles.link} href={entryLink(id)} aria-label={t.findings.requestName(id)}>
        {t.findings.request(id)}
      </a>
    </p>
  );
}
