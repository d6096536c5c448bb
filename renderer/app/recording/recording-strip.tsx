import { ArrowLeft, ChevronDown, FileText } from 'lucide-react';
import { useId } from 'react';
import { isReadToItsEnd, type RecordingAbout, skippedEntryCount } from '../../../server/contract/recording.ts';
import { usePreference } from '../../data/use-preference.ts';
import { useRecordings } from '../../data/use-recordings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { useFileSecrets } from './file-secrets.tsx';
import { notUnderstoodCount, RecordingFacts } from './recording-facts.tsx';
import styles from './recording-strip.module.css';

/** Shown above a file: its name, its size, its reliability, and the way back to the live log. */
export function RecordingStrip({ about }: { about: RecordingAbout }) {
  const { recording, recordingFacts: t } = useStringsWithLater();
  const recordings = useRecordings();
  useFileSecrets(about);
  const factsId = useId();
  const [isOpen, setIsOpen] = usePreference('recording-facts', (stored) => stored !== 'false');
  const labels = [t.secrets[about.secrets]];
  if (!about.tellsServer) labels.push(t.notObserved);
  const skippedCount = skippedEntryCount(about);
  if (skippedCount > 0) labels.push(t.skipped(skippedCount));
  if (!isReadToItsEnd(about)) labels.push(t.rest);
  const notUnderstood = notUnderstoodCount(about);
  if (notUnderstood > 0) labels.push(t.notUnderstood(notUnderstood));
  return (
    <section className={styles.strip} aria-label={t.strip}>
      <div className={styles.line}>
        <FileText size={16} />
        <span className={styles.kind}>{recording.shown}</span>
        <strong className={styles.name}>
          <HostileText text={about.fileName} />
        </strong>
        <span className={styles.counts}>
          {t.requests(about.requestCount)}
          {about.otherCount > 0 && ` · ${t.others(about.otherCount)}`}
          {` · ${t.size(about.bytes)}`}
        </span>
        <button
          type="button"
          className={styles.labels}
          aria-expanded={isOpen}
          aria-controls={factsId}
          onClick={() => setIsOpen(!isOpen)}
        >
          {labels.join(' · ')}
          <ChevronDown size={14} />
        </button>
        <Button look="primary" className={styles.back} onClick={() => recordings.close()}>
          <ArrowLeft size={14} />
          {t.back}
        </Button>
      </div>
      <div id={factsId} hidden={!isOpen}>
        {isOpen && <RecordingFacts about={about} />}
      </div>
    </section>
  );
}
