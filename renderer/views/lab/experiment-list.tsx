import { Check, Minus, X } from 'lucide-react';
import { EXPERIMENT_NAMES, type ExperimentName } from '../../../server/contract/lab/experiments.ts';
import { openExperiment } from '../../navigation/desk.ts';
import { useExperimentCatalogue, useLabStrings } from '../../strings/lab-words.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './experiment-list.module.css';
import { type Progress, type ProgressMap, progressOf } from './lab-progress.ts';

export interface ExperimentListProps {
  readonly open: ExperimentName;
  readonly progress: ProgressMap;
}

const SIGNS = { right: Check, wrong: X, run: Minus } satisfies Record<Progress, unknown>;

/** The way from one experiment to another, and how far one is. */
export function ExperimentList({ open, progress }: ExperimentListProps) {
  const t = useLabStrings();
  const catalogue = useExperimentCatalogue();
  const states = EXPERIMENT_NAMES.map((name) => progressOf(progress, name));
  const done = states.filter((state) => state !== null).length;
  const right = states.filter((state) => state === 'right').length;
  return (
    <nav className={styles.list} aria-label={t.list}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t.title}</h2>
        <p className={styles.lead}>{t.lead}</p>
        <div className={styles.bar} aria-hidden="true">
          {states.map((state, place) => (
            <i key={EXPERIMENT_NAMES[place]} data-state={state ?? undefined} />
          ))}
        </div>
        <p className={styles.progress}>{t.progress(done, right, EXPERIMENT_NAMES.length)}</p>
      </div>
      <ul>
        {EXPERIMENT_NAMES.map((name, place) => (
          <li key={name}>
            <button
              type="button"
              className={styles.item}
              aria-current={name === open ? 'true' : undefined}
              onClick={() => openExperiment(name)}
            >
              <StateSign state={states[place] ?? null} number={place + 1} />
              <span className={styles.words}>
                <b className={styles.name}>{catalogue[name].title}</b>
                <span className={styles.teaser}>{catalogue[name].teaser}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function StateSign({ state, number }: { state: Progress | null; number: number }) {
  const t = useLabStrings().state;
  const Sign = state === null ? null : SIGNS[state];
  return (
    <span className={styles.sign} data-state={state ?? undefined}>
      {Sign === null ? <span aria-hidden="true">{number}</span> : <Sign size={12} strokeWidth={3} />}
      <VisuallyHidden>{`${t[state ?? 'none']}: `}</VisuallyHidden>
    </span>
  );
}
