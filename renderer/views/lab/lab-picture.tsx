import { Server } from 'lucide-react';
import { useId } from 'react';
import type { LabRun } from '../../../server/contract/lab/run.ts';
import { useLabStrings } from '../../strings/lab-words.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './lab-picture.module.css';
import { type DrawnStep, type LabPicture as Picture, stepStates, toneOf } from './picture.ts';
import { StepSign } from './step-sign.tsx';

export interface LabPictureProps {
  readonly picture: Picture;
  readonly run: LabRun | null;
}

/** The height of one lane, and the place of the first one, in pixels. */
const LANE = 46;
const TOP = 44;
const NAMES = { alice: 'Alice', bob: 'Bob', mallory: 'Mallory' } as const;

/**
 * The steps of the experiment, from left to right: a lane for each browser, the site below, and the numbers of the
 * steps.
 */
export function LabPicture({ picture, run }: LabPictureProps) {
  const t = useLabStrings();
  const id = useId();
  const { lanes, steps } = picture;
  const { over, current } = stepStates(
    run,
    steps.map(({ step }) => step),
  );
  const yOf = (lane: number) => TOP + lane * LANE;
  const height = yOf(lanes.length) + 24;
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id}>
        <VisuallyHidden>
          {t.picture}. {t.pictureTwin}
        </VisuallyHidden>
      </figcaption>
      <div className={styles.picture} aria-hidden="true">
        <div className={styles.names} style={{ height }}>
          {lanes.map((who, lane) => (
            <span key={who} className={styles.name} data-actor={who} style={{ top: yOf(lane) }}>
              <b className={styles.avatar}>{NAMES[who][0]}</b>
              {NAMES[who]}
            </span>
          ))}
          <span className={styles.name} data-site="" style={{ top: yOf(lanes.length) }}>
            <b className={styles.avatar}>
              <Server size={14} />
            </b>
            {t.site}
          </span>
        </div>
        <svg className={styles.stage} height={height} aria-hidden="true">
          {[...lanes, 'site'].map((lane, place) => (
            <line
              key={lane}
              className={styles.lane}
              data-actor={lane === 'site' ? undefined : lane}
              data-site={lane === 'site' || undefined}
              x1="0"
              x2="100%"
              y1={yOf(place)}
              y2={yOf(place)}
            />
          ))}
          {steps.map((step, place) => (
            <svg key={step.step} x={`${xOf(place, steps.length)}%`} overflow="visible" aria-hidden="true">
              <StepSign step={step} yOf={yOf} state={stateOf(step)} />
            </svg>
          ))}
        </svg>
      </div>
    </figure>
  );

  function stateOf({ step }: DrawnStep) {
    const result = over.get(step);
    if (result !== undefined) return toneOf(result);
    return step === current ? 'current' : 'waiting';
  }
}

/** The places of the steps, in per cent of the width. */
function xOf(place: number, count: number): number {
  return ((place + 0.5) / count) * 100;
}
