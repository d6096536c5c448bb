import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { DerivationStep } from '../../../server/contract/decoded-cookie.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import type { Pointed } from './coloured-cookie.tsx';
import { isSameStep, stepsOfRole } from './derivation.ts';
import styles from './step-list.module.css';

export interface StepListProps {
  readonly steps: readonly DerivationStep[];
  /** The signature in the cookie; null if it is not compared. */
  readonly carried: { readonly text: string; readonly matches: boolean } | null;
  readonly hot: Pointed;
  /** The steps of the cookie before it was changed: each step says whether it is the same. */
  readonly before?: readonly DerivationStep[] | undefined;
}

/**
 * How a signature comes about, step by step, with the real value at each, and whether the cookie carries the result.
 */
export function StepList({ steps, carried, hot, before }: StepListProps) {
  const t = useCookieStrings();
  const hotSteps = hot === null || hot === 'name' ? [] : stepsOfRole(hot);
  return (
    <ol className={styles.steps}>
      {byPlace(steps).map(({ key, item: step }, place) => {
        const isSame = before === undefined ? null : isSameStep(step, before);
        return (
          <li key={key} className={styles.step} data-hot={hotSteps.includes(step.step) || undefined}>
            <span className={styles.number} data-differs={isSame === false || undefined}>
              {place + 1}
            </span>
            <div className={styles.body}>
              <p>
                <b className={styles.word}>{t.step[step.step]}</b> = {step.formula}
                {isSame !== null && (
                  <span className={styles.change} data-differs={!isSame || undefined}>
                    {isSame ? t.stepSame : t.stepDiffers}
                  </span>
                )}
              </p>
              <StepValue value={step.hex ?? step.text ?? ''} isSignature={step.step === 'signature'} />
            </div>
          </li>
        );
      })}
      {carried !== null && (
        <li className={styles.step} data-hot={hot === 'signature' || undefined}>
          <span className={styles.number} data-outcome={carried.matches ? 'good' : 'bad'}>
            {carried.matches ? <Check size={12} strokeWidth={3} /> : <X size={12} strokeWidth={3} />}
          </span>
          <div className={styles.body}>
            <p className={styles.outcome} data-outcome={carried.matches ? 'good' : 'bad'}>
              {carried.matches ? t.matches : t.matchesNot}
            </p>
            {!carried.matches && <StepValue value={carried.text} isSignature />}
          </div>
        </li>
      )}
    </ol>
  );
}

/** Longer values are folded. */
const LONG = 160;

function StepValue({ value, isSignature }: { value: string; isSignature: boolean }) {
  const t = useCookieStrings();
  const [isWhole, setIsWhole] = useState(false);
  const isLong = value.length > LONG;
  return (
    <>
      <code className={styles.value} data-signature={isSignature || undefined}>
        <HostileText text={isLong && !isWhole ? `${value.slice(0, LONG)}…` : value} />
      </code>
      {isLong && (
        <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t.lessStep : t.wholeStep}
        </button>
      )}
    </>
  );
}
