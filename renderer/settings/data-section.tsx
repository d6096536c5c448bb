import { Folder } from 'lucide-react';
import { useId } from 'react';
import type { SiteInfo } from '../../server/contract/live-message.ts';
import type { Settings } from '../../server/contract/settings.ts';
import { useStrings } from '../strings/use-strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostileText } from '../ui/hostile-text.tsx';
import styles from './section.module.css';

/** Where the data is, and how long it stays. */
export function DataSection({ site, settings }: { site: SiteInfo; settings: Settings }) {
  const t = useStrings().settings.data;
  const titleId = useId();
  const { maxEntries, maxBytes, maxAgeMs } = settings.retention;
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <Folder size={15} />
        <h3 id={titleId} className={styles.title}>
          {t.title}
        </h3>
      </div>
      <p className={styles.lead}>{t.lead}</p>
      <div className={styles.card}>
        <dl className={styles.facts}>
          <dt>{t.folder}</dt>
          <dd>
            <code className={styles.mono}>
              <HostileText text={site.dataDir} />
            </code>{' '}
            <CopyButton text={site.dataDir} label={t.copyFolder} />
          </dd>
          <dt>{t.site}</dt>
          <dd className={styles.mono}>{site.url}</dd>
          <dt>{t.idle}</dt>
          <dd>{t.idleWhy(settings.idleLimitMs)}</dd>
          <dt>{t.log}</dt>
          <dd>{t.logWhy(maxEntries, maxBytes, maxAgeMs)}</dd>
        </dl>
      </div>
    </section>
  );
}
