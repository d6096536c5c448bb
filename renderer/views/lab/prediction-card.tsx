import { FlaskConical } from 'lucide-react';
import { useId } from 'react';
import type { ExperimentWords } from '../../../server/contract/lab/experiment.ts';
import {
  EXPERIMENTS,
  type ExperimentCatalogue,
  isExperimentName,
  stepsOf,
} from '../../../server/contract/lab/experiments.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { guess, guessAnew } from '../../navigation/desk.ts';
import { useExperimentCatalogue, useLabStrings } from '../../strings/lab-words.ts';
import { Button } from '../../ui/button.tsx';
import { failureSentence } from './announcement.ts';
import { AnswerList } from './answer-list.tsx';
import page from './experiment-page.module.css';
import { OutcomeNote } from './outcome-note.tsx';
import styles from './prediction-card.module.css';
import type { OpenExperiment } from './use-experiment.ts';

/**
 * The question, the answers to choose from, and the button that runs the experiment; afterwards the result and its
 * reason.
 */
export function PredictionCard({ open, words }: { open: OpenExperiment; words: ExperimentWords }) {
  const t = useLabStrings();
  const title = useId();
  const { experiment, variant, key, run, guessed } = open;
  const isRunning = run?.state === 'running';
  const ended = run?.state === 'finished' ? run : null;
  return (
    <section className={page.card} aria-labelledby={title}>
      <h4 id={title} className={styles.question}>
        {words.question}
      </h4>
      <AnswerList
        question={words.question}
        answers={Object.keys(EXPERIMENTS[experiment].answers).map((id) => ({ id, text: words.answers[id] ?? '' }))}
        guessed={guessed}
        cameTrue={ended === null ? null : ended.answer}
        isOpen={ended === null && !isRunning}
        onGuess={(answer) => guess(key, answer)}
      />
      {ended !== null && <OutcomeNote answer={ended.answer} guessed={guessed} variant={variant} words={words} />}
      {run?.state === 'failed' && (
        <p className={styles.failure} role="alert">
          {failureSentence(run, words, t)} {run.failure?.detail}
        </p>
      )}
      {run?.state === 'cancelled' && <p className={styles.note}>{t.cancelled}</p>}
      <Tools
        open={open}
        isRunning={isRunning}
        onAnew={ended === null ? null : () => guessAnew(key, ended.startedAtMs)}
      />
      <p className={styles.note}>
        {t.stage} {words.setting ?? ''}
      </p>
    </section>
  );
}

interface ToolsProps {
  readonly open: OpenExperiment;
  readonly isRunning: boolean;
  /** Repeats the prediction. Null if there is none to repeat. */
  readonly onAnew: (() => void) | null;
}

function Tools({ open, isRunning, onAnew }: ToolsProps) {
  const t = useLabStrings();
  const catalogue = useExperimentCatalogue();
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const { setRecording } = useCommands();
  const { run, guessed, busyWith } = open;
  const label = isRunning ? t.cancel : onAnew !== null ? t.runAgain : guessed === null ? t.runUnpredicted : t.run;
  return (
    <>
      <div className={styles.tools}>
        <Button
          look={isRunning || onAnew !== null ? 'plain' : 'primary'}
          className={styles.run}
          isUnavailable={!isRunning && (!isRecording || busyWith !== null)}
          onClick={() => void (isRunning ? open.cancel() : open.start())}
        >
          {!isRunning && <FlaskConical size={15} />}
          {label}
        </Button>
        {onAnew !== null && (
          <Button look="quiet" onClick={onAnew}>
            {t.predictAnew}
          </Button>
        )}
        {isRunning && run !== null && (
          <span className={styles.pulse}>{t.stepOf(run.steps.length + 1, stepCount(open))}</span>
        )}
      </div>
      {!isRecording && !isRunning && (
        <p className={styles.failure}>
          {t.notRecording} <Button onClick={() => void setRecording(true)}>{t.record}</Button>
        </p>
      )}
      {busyWith !== null && <p className={styles.note}>{t.busy(titleOf(busyWith.experiment, catalogue))}</p>}
    </>
  );
}

function stepCount({ experiment, variant }: OpenExperiment): number {
  return stepsOf(experiment, variant)?.length ?? 0;
}

/** An experiment that this window does not have is called by its id. */
function titleOf(experiment: string, catalogue: ExperimentCatalogue): string {
  return isExperimentName(experiment) ? catalogue[experiment].title : experiment;
}
