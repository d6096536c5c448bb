import { ExperimentList } from './experiment-list.tsx';
import { ExperimentPage } from './experiment-page.tsx';
import styles from './lab-view.module.css';
import { useExperiment } from './use-experiment.ts';
import { useProgress } from './use-progress.ts';

/** The experiments: each a picture, a prediction, a run on the live site, and the evidence linked into Live. */
export function LabView() {
  const [progress, addProgress] = useProgress();
  const open = useExperiment(addProgress);
  return (
    <div className={styles.lab}>
      <ExperimentList open={open.experiment} progress={progress} />
      <ExperimentPage key={open.experiment} open={open} progress={progress} />
    </div>
  );
}
