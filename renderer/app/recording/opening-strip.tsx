import type { RecordingFailure } from '../../../server/contract/recording.ts';
import { useRecordings, useRecordingsState } from '../../data/use-recordings.ts';
import type { Strings } from '../../strings/en.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './opening-strip.module.css';
import { useChooseFile } from './use-choose-file.ts';

/** A file on its way in, and why one could not be opened. */
export function OpeningStrip() {
  const t = useStrings().recording;
  const recordings = useRecordings();
  const { pending, failed } = useRecordingsState();
  const choose = useChooseFile();
  return (
    <>
      <output>
        {pending !== null && (
          <Notice tone="info" action={<Button onClick={() => recordings.cancel()}>{t.cancel}</Button>}>
            <span className={styles.pending}>
              <HostileText text={t.reading(pending.fileName)} />
              <progress className={styles.progress} aria-label={t.reading(pending.fileName)} value={pending.share} />
              <span className={styles.count}>{t.readSoFar(pending.entries)}</span>
            </span>
          </Notice>
        )}
      </output>
      <div role="alert">
        {failed.map((file) => (
          <Notice
            key={file.number}
            tone="error"
            action={<Button onClick={choose}>{t.chooseAgain}</Button>}
            onDismiss={() => recordings.dismiss(file)}
          >
            <HostileText text={failureText(file.fileName, file.failure, t)} />
          </Notice>
        ))}
      </div>
    </>
  );
}

function failureText(fileName: string, { why, line, detail }: RecordingFailure, t: Strings['recording']): string {
  const parts = [t.failed(fileName, t.failure[why])];
  if (line !== null) parts.push(t.failedAt(line));
  if (detail !== '' && why !== 'failed') parts.push(`(${detail})`);
  return parts.join(' ');
}
