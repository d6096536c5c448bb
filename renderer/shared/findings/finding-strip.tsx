import { TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../server/contract/finding.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { entryLink } from '../../navigation/entry-link.ts';
import { findingPhrase } from '../../sentences/finding-phrase.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import { PhraseText } from '../phrase-text.tsx';
import styles from './finding-strip.module.css';

/** The findings of a request, above every tab; empty without findings. */
export function FindingStrip({ record }: { record: RequestRecord }) {
  const strings = useStringsWithLater();
  const { findings: t, findingWords: words } = strings;
  if (record.findings.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t.list}>
      {byPlace(record.findings).map(({ key, item }) => (
        <li key={`${record.id}-${key}`} className={styles.finding}>
          <TriangleAlert size={15} />
          <div className={styles.text}>
            <strong className={styles.title}>
              {t.titles[item.kind]}
              {strings.common.fullStop}
            </strong>
            <PhraseText phrase={findingPhrase(item, strings)} /> <Evidence finding={item} ownId={record.id} />
            <details className={styles.more}>
              <summary className={styles.summary}>{t.more}</summary>
              <p>{words[item.kind].why}</p>
              <p>
                <strong>{t.todo}</strong>
                {words[item.kind].todo}
              </p>
            </details>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The requests that prove a finding, each a link to its row. A finding that this request alone proves has no links. */
function Evidence({ finding, ownId }: { finding: Finding; ownId: number }) {
  const t = useStrings().findings;
  if (finding.requestIds.length < 2) return null;
  return (
    <span className={styles.evidence}>
      {t.evidence}
      {finding.requestIds.map((id) =>
        id === ownId ? (
          <span key={id}>{t.thisOne}</span>
        ) : (
          <a key={id} className={styles.link} href={entryLink(id)} aria-label={t.requestName(id)}>
            {t.request(id)}
          </a>
        ),
      )}
    </span>
  );
}
