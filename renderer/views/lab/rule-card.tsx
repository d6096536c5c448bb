import { useId } from 'react';
import type { ExperimentWords } from '../../../server/contract/lab/experiment.ts';
import { useLabStrings } from '../../strings/lab-words.ts';
import page from './experiment-page.module.css';
import styles from './rule-card.module.css';

/** The rule behind an experiment in two sentences, and a widespread false statement. */
export function RuleCard({ words }: { words: ExperimentWords }) {
  const t = useLabStrings();
  const id = useId();
  return (
    <section className={page.card} aria-labelledby={id}>
      <h4 id={id} className={page.label}>
        {t.rule}
      </h4>
      <p className={styles.rule}>{words.rule}</p>
      {words.myth !== undefined && (
        <p className={styles.myth}>
          <b>{t.myth}</b> {words.myth}
        </p>
      )}
    </section>
  );
}
