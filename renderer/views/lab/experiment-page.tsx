import { useMemo } from 'react';
import { variantsOf } from '../../../server/contract/lab/experiments.ts';
import { chooseVariant, keyOf } from '../../navigation/desk.ts';
import { useExperimentCatalogue, useLabStrings } from '../../strings/lab-words.ts';
import { LiveRegion } from '../../ui/live-region.tsx';
import { announcement } from './announcement.ts';
import styles from './experiment-page.module.css';
import { LabPicture } from './lab-picture.tsx';
import type { ProgressMap } from './lab-progress.ts';
import { LabSteps } from './lab-steps.tsx';
import { labPicture } from './picture.ts';
import { PredictionCard } from './prediction-card.tsx';
import { RuleCard } from './rule-card.tsx';
import type { OpenExperiment } from './use-experiment.ts';
import { VariantChoice } from './variant-choice.tsx';

/** The page of one experiment, from its story to its rule. */
export function ExperimentPage({ open, progress }: { open: OpenExperiment; progress: ProgressMap }) {
  const t = useLabStrings();
  const { experiment, variant, run } = open;
  const words = useExperimentCatalogue()[experiment];
  const picture = useMemo(() => labPicture(experiment, variant), [experiment, variant]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.top}>
          <h3 className={styles.title}>{words.title}</h3>
          <VariantChoice
            variants={variantsOf(experiment)}
            names={words.variants}
            chosen={variant}
            stateOf={(other) => progress.get(keyOf(experiment, other)) ?? null}
            onChoose={(next) => chooseVariant(experiment, next)}
          />
        </div>
        <p className={styles.story}>{words.story}</p>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.card} aria-label={t.picture}>
            <LabPicture picture={picture} run={run} />
          </section>
          <PredictionCard open={open} words={words} />
        </div>
        <div className={styles.column}>
          <LabSteps picture={picture} run={run} words={words} />
          {run?.state === 'finished' && <RuleCard words={words} />}
        </div>
      </div>
      <LiveRegion text={announcement(open, picture, words, t)} />
    </div>
  );
}
