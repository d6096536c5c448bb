import { useInspector } from '../../../data/use-inspector.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import styles from './picture-notes.module.css';
import type { TimelineData } from './use-timeline-data.ts';
import type { TimelineView } from './use-timeline-view.ts';

export interface PictureNotesProps {
  readonly timeline: TimelineView;
  readonly data: TimelineData;
  readonly isLoading: boolean;
  readonly isEmpty: boolean;
}

/** A note over the picture if it is empty, loading, or too full. */
export function PictureNotes({ timeline, data, isLoading, isEmpty }: PictureNotesProps) {
  const t = useStringsWithLater().timelineWords;
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  if (isEmpty)
    return (
      <p className={styles.empty}>
        <span>{isRecording ? t.empty : t.emptyPaused}</span>
      </p>
    );
  return (
    <div className={styles.notes}>
      {isLoading && <output className={styles.note}>{t.loading}</output>}
      {!isLoading && <DensityNote timeline={timeline} data={data} />}
    </div>
  );
}

/** How many there are where they could not be drawn one by one. */
function DensityNote({ timeline: { view }, data: { density } }: Pick<PictureNotesProps, 'timeline' | 'data'>) {
  const t = useStringsWithLater().timelineWords;
  if (density === null) return null;
  const part = (density.toMs - density.fromMs) / density.counts.length;
  const n = density.counts.reduce((sum, count, index) => {
    const middle = density.fromMs + (index + 0.5) * part;
    return middle >= view.fromMs && middle <= view.toMs ? sum + count : sum;
  }, 0);
  return n === 0 ? null : <span className={styles.note}>{t.tooMany(n)}</span>;
}
