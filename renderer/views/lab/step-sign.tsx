import styles from './lab-picture.module.css';
import type { DrawnStep, StepTone } from './picture.ts';

export interface StepSignProps {
  readonly step: DrawnStep;
  /** The place of a lane, in pixels from the top. */
  readonly yOf: (lane: number) => number;
  readonly state: StepTone | 'current' | 'waiting';
}

/** One step of the picture, around its own centre: its number above, and an arrow or a sign below it. */
export function StepSign({ step, yOf, state }: StepSignProps) {
  return (
    <g className={styles.step} data-state={state} data-sign={step.sign} data-actor={step.who ?? undefined}>
      <circle className={styles.badge} cx="0" cy="15" r="10" />
      <text className={styles.number} x="0" y="19" textAnchor="middle">
        {step.number}
      </text>
      <Drawn step={step} from={yOf(step.from)} to={yOf(step.to)} />
      {state === 'bad' && <path className={styles.cross} d={`M-5 ${yOf(step.to) - 5}l10 10m0-10l-10 10`} />}
      {state === 'good' && <path className={styles.tick} d={`M-5 ${yOf(step.to)}l4 4 7-8`} />}
    </g>
  );
}

function Drawn({ step, from, to }: { step: DrawnStep; from: number; to: number }) {
  switch (step.sign) {
    case 'request':
    case 'forged':
    case 'held':
    case 'goes-on':
    case 'copy': {
      const down = to > from ? 1 : -1;
      return (
        <>
          {step.sign === 'copy' ? <CookieSign y={from} /> : <circle className={styles.dot} cx="0" cy={from} r="4" />}
          <line className={styles.arrow} x1="0" x2="0" y1={from + 9 * down} y2={to - 15 * down} />
          <path className={styles.head} d={`M0 ${to - 9 * down}l-4.5 ${-8 * down}h9z`} />
          {step.sign === 'forged' && <Pencil y={(from + to) / 2} />}
          {step.sign === 'held' && <path className={styles.pause} d={`M-3 ${to - 5}v10M3 ${to - 5}v10`} />}
          {step.sign === 'copy' && <CookieSign y={to} />}
        </>
      );
    }
    case 'read':
      return <Eye y={from} />;
    case 'wait':
      return (
        <>
          <rect className={styles.gap} x="-9" width="18" y={from - 12} height={to - from + 24} rx="5" />
          <g transform={`translate(0 ${(from + to) / 2})`}>
            <circle className={styles.face} cx="0" cy="0" r="7.5" />
            <path className={styles.glyph} d="M0-4.5V0l3 2" />
          </g>
        </>
      );
    case 'new-secret':
    case 'secret-gone':
      return <Key y={to} isGone={step.sign === 'secret-gone'} />;
    case 'servers':
    case 'server-gone':
      return <Servers y={to} isOneGone={step.sign === 'server-gone'} />;
  }
}

function CookieSign({ y }: { y: number }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <circle className={styles.cookie} cx="0" cy="0" r="7" />
      <path className={styles.crumbs} d="M-2-2h.01M2 1h.01M-1 3h.01" />
    </g>
  );
}

function Pencil({ y }: { y: number }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <circle className={styles.face} cx="0" cy="0" r="8" />
      <path className={styles.glyph} d="M-3.5 3.5l1-3.5 4-4 2.5 2.5-4 4z" />
    </g>
  );
}

function Eye({ y }: { y: number }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <circle className={styles.face} cx="0" cy="0" r="10" />
      <path className={styles.glyph} d="M-6.5 0S-4-4 0-4s6.5 4 6.5 4S4 4 0 4-6.5 0-6.5 0Z" />
      <circle className={styles.pupil} cx="0" cy="0" r="1.6" />
    </g>
  );
}

function Servers({ y, isOneGone }: { y: number; isOneGone: boolean }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <circle className={styles.face} cx="0" cy="0" r="10" />
      <g className={styles.glyph}>
        <path d="M-5-5h10v4h-10zM-5 1h10v4h-10z" />
        {isOneGone && <path className={styles.strike} d="M-6-1 6-5" />}
      </g>
    </g>
  );
}

function Key({ y, isGone }: { y: number; isGone: boolean }) {
  return (
    <g transform={`translate(0 ${y})`}>
      <circle className={styles.face} cx="0" cy="0" r="10" />
      <g className={styles.glyph}>
        <circle cx="-2.5" cy="2" r="2.5" />
        <path d="M-.7.2 4.5-5M2.5-3l2 2" />
        {isGone && <path className={styles.strike} d="M-6 6 6-6" />}
      </g>
    </g>
  );
}
