import { Cookie } from 'lucide-react';
import { useCommandRegistry } from '../../../commands/use-commands.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import styles from './log-empty.module.css';

/** Stands in an empty log: what will be here, and the one press that makes it so. */
export function LogEmpty() {
  const {
    live: t,
    commands: { titles },
    tour,
    recording: { emptyLog },
  } = useStrings();
  const registry = useCommandRegistry();
  const { act, setRecording } = useCommands();
  const first = useInspector((state) => state.actors[0]);
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const isFile = useRecording() !== null;
  const icon = <Cookie size={24} strokeWidth={1.6} />;
  if (isFile) return <EmptyState icon={icon} text={emptyLog} />;
  if (!isRecording) {
    return (
      <EmptyState icon={icon} text={t.emptyPaused}>
        <Button look="primary" onClick={() => void setRecording(true)}>
          {t.emptyResume}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} text={t.empty}>
      <span className={styles.choices}>
        {first !== undefined && (
          <Button look="primary" onClick={() => void act(first.id, { type: 'set', key: 'Username', value: 'Admin' })}>
            {t.emptyButton(first.name)}
          </Button>
        )}
        <Button onClick={() => void registry.run('take-tour')}>{tour.showAround}</Button>
        <Button look="quiet" onClick={() => void registry.run('show-words')}>
          {titles['show-words']}
        </Button>
      </span>
    </EmptyState>
  );
}
