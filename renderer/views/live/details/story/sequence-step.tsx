import { type CSSProperties, useState } from 'react';
import type { Lifeline, Question, StoryStep } from '../../../../sentences/story.ts';
import { PhraseText } from '../../../../shared/phrase-text.tsx';
import { phraseText } from '../../../../strings/text/phrase.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { Tooltip } from '../../../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden.tsx';
import { laneOf } from './lanes.ts';
import styles from './sequence-step.module.css';

export interface SequenceStepProps {
  readonly step: StoryStep;
  readonly names: Record<Lifeline, string>;
  readonly places: Record<Lifeline, number>;
  /** The one step that the Tab key reaches. */
  readonly isStop: boolean;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onActive: (question: Question | null) => void;
}

/** Characters that have room in two lines of the narrowest picture. */
const ALWAYS_FITS = 28;
const MAX_HINT_LENGTH = 300;

/**
 * One step: its words, and the arrow or the place they belong to. Words that have no room are cut, and shown whole on
 * a press.
 */
export function SequenceStep({ step, names, places, isStop, isActive, onFocus, onActive }: SequenceStepProps) {
  const { story, live } = useStringsWithLater();
  const [isWhole, setIsWhole] = useState(false);
  const lane = laneOf(step, places);
  const full = phraseText(step.text);
  const isArrow = step.from !== step.to;
  const at = step.atMs === null ? '' : story.atMs(live.milliseconds(step.atMs));
  const where = isArrow ? story.path(names[step.from], names[step.to]) : story.place(names[step.from]);
  const words = (
    <button
      type="button"
      data-step=""
      className={styles.words}
      tabIndex={isStop ? 0 : -1}
      aria-expanded={isWhole}
      onClick={() => setIsWhole(!isWhole)}
      onFocus={onFocus}
      onBlur={() => onActive(null)}
    >
      <VisuallyHidden>
        {at}
        {where}
      </VisuallyHidden>
      <span className={styles.text}>
        <PhraseText phrase={step.text} />
      </span>
    </button>
  );
  return (
    <li
      className={styles.step}
      data-kind={isArrow ? 'arrow' : 'note'}
      data-at={step.from}
      data-tone={step.tone}
      data-active={isActive || undefined}
      onMouseEnter={() => onActive(step.about)}
      onMouseLeave={() => onActive(null)}
    >
      <span className={styles.time} aria-hidden="true">
        {step.atMs === null ? '' : live.milliseconds(step.atMs)}
      </span>
      <div className={styles.stage} style={{ '--left': `${lane.left}%`, '--width': `${lane.width}%` } as CSSProperties}>
        {full.length > ALWAYS_FITS ? <Tooltip text={hintOf(full)}>{words}</Tooltip> : words}
        {isArrow && (
          <svg className={styles.arrow} aria-hidden="true">
            <line
              x1={`${lane.fromX}%`}
              x2={`${lane.toX}%`}
              y1="5"
              y2="5"
              strokeDasharray={step.isAnswer ? '4 3' : undefined}
            />
            <svg x={`${lane.toX}%`} y="5" overflow="visible" aria-hidden="true">
              <path d={lane.toX > lane.fromX ? 'M0 0l-8-4v8z' : 'M0 0l8-4v8z'} />
            </svg>
          </svg>
        )}
      </div>
    </li>
  );
}

function hintOf(full: string): string {
  return full.length > MAX_HINT_LENGTH ? `${full.slice(0, MAX_HINT_LENGTH)}…` : full;
}
