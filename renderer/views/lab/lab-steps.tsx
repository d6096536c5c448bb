import type { ExperimentWords } from '../../../server/contract/lab/experiment.ts';
import type { LabRun, LabStep } from '../../../server/contract/lab/run.ts';
import { entryLink } from '../../navigation/entry-link.ts';
import { useLabStrings } from '../../strings/lab-words.ts';
import page from './experiment-page.module.css';
import styles from './lab-steps.module.css';
import { type LabPicture, stepStates, toneOf } from './picture.ts';
import { StepEvidence } from './step-evidence.tsx';

export interface LabStepsProps {
  readonly picture: LabPicture;
  readonly run: LabRun | null;
  readonly words: ExperimentWords;
}

/** The steps in words, each with its result and a link to its entry in Live: the text form of the picture. */
export function LabSteps({ picture, run, words }: LabStepsProps) {
  const t = useLabStrings();
  const { over, current } = stepStates(
    run,
    picture.steps.map(({ step }) => step),
  );
  return (
    <section className={page.card} aria-label={t.steps}>
      <h4 className={page.label}>{t.steps}</h4>
      <ol className={styles.steps}>
        {picture.steps.map(({ step, number, who }) => {
          const result: LabStep | null = over.get(step) ?? null;
          return (
            <li
              key={step}
              className={styles.step}
              data-state={result === null ? (step === current ? 'current' : 'waiting') : toneOf(result)}
              data-actor={who ?? undefined}
            >
              <span className={styles.number} aria-hidden="true">
                {number}
              </span>
              <div className={styles.body}>
                <p className={styles.what}>
                  {words.steps[step]}
                  {result?.kind === 'request' && (
                    <a
                      className={styles.link}
                      href={entryLink(result.entryId)}
                      aria-label={t.entryName(result.entryId)}
                    >
                      {t.entry(result.entryId)}
                    </a>
                  )}
                </p>
                {result !== null && <StepEvidence result={result} />}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
