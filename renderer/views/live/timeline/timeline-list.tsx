import { useState } from 'react';
import type { Mark } from '../../../../server/contract/mark.ts';
import { PhraseText } from '../../../shared/phrase-text.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { cookieEndPhrase } from './cookie-end-sentence.ts';
import { laneLife, laneName, shapeCounts } from './lane-words.ts';
import { markSentence } from './mark-sentence.ts';
import type { Lane } from './model/lane.ts';
import { ShapeIcon } from './shape-icon.tsx';
import styles from './timeline-list.module.css';
import { useMarkEntry, useMarkOwner } from './use-mark-entry.ts';
import { useShapeWords } from './use-shape-words.ts';

export interface TimelineListProps {
  readonly lanes: readonly Lane[];
  readonly nowMs: number;
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
}

/** As many lanes and requests as anyone reads through; the table has all. */
const MAX_LANES = 200;
const MAX_MARKS = 100;

/** The timeline in words: the state of each session, and its requests to choose from. */
export function TimelineList({ lanes, nowMs, selectedId, onSelect }: TimelineListProps) {
  const t = useStrings();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className={styles.frame} aria-label={t.timeline.list} tabIndex={0}>
      <ul className={styles.list}>
        {lanes.slice(0, MAX_LANES).map((lane) => (
          <li key={lane.key} className={styles.lane}>
            <LaneInWords lane={lane} nowMs={nowMs} selectedId={selectedId} onSelect={onSelect} />
          </li>
        ))}
      </ul>
      {lanes.length > MAX_LANES && <p className={styles.more}>{t.timeline.more(lanes.length - MAX_LANES)}</p>}
    </section>
  );
}

interface LaneInWordsProps extends Omit<TimelineListProps, 'lanes'> {
  readonly lane: Lane;
}

function LaneInWords({ lane, nowMs, selectedId, onSelect }: LaneInWordsProps) {
  const t = useStringsWithLater();
  const { counts } = useShapeWords();
  const [isOpen, setIsOpen] = useState(false);
  const shown = lane.marks.slice(-MAX_MARKS);
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.name}>{laneName(lane, t)}</h3>
        {laneLife(lane, nowMs, t).map((text) => (
          <span key={text} className={styles.life}>
            {text}
          </span>
        ))}
        <span className={styles.counts}>
          {shapeCounts(lane.marks).map(({ shape, n }) => (
            <span key={shape} className={styles.count}>
              <ShapeIcon shape={shape} />
              {counts[shape](n)}
            </span>
          ))}
        </span>
        {lane.marks.length > 0 && (
          <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t.timelineWords.lane.showRequests(lane.marks.length)}
          </button>
        )}
      </div>
      {lane.cookieEnds.length > 0 && (
        <ul className={styles.ends}>
          {lane.cookieEnds.slice(-MAX_MARKS).map((end) => (
            <li key={end.key} className={styles.end}>
              <ShapeIcon shape="cookie-end" />
              <span>
                <PhraseText phrase={cookieEndPhrase(end, t)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <ol className={styles.marks}>
          {shown.length < lane.marks.length && (
            <li className={styles.more}>{t.timeline.more(lane.marks.length - shown.length)}</li>
          )}
          {shown.map((mark) => (
            <li key={mark.id}>
              <MarkButton mark={mark} lane={lane} isSelected={mark.id === selectedId} onSelect={onSelect} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

interface MarkButtonProps {
  readonly mark: Mark;
  readonly lane: Lane;
  readonly isSelected: boolean;
  readonly onSelect: (id: number) => void;
}

function MarkButton({ mark, lane, isSelected, onSelect }: MarkButtonProps) {
  const t = useStrings();
  const entry = useMarkEntry(mark);
  const owner = useMarkOwner(lane, entry);
  return (
    <button
      type="button"
      className={styles.mark}
      aria-current={isSelected || undefined}
      onClick={() => onSelect(mark.id)}
    >
      {markSentence(mark, entry, owner, t)}
    </button>
  );
}
