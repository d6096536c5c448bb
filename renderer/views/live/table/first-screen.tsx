import { FolderOpen, Play, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommandRegistry } from '../../../commands/use-commands.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './first-screen.module.css';

/** Fills an empty log: the purpose of this program in one sentence, and the ways to start. */
export function FirstScreen() {
  const { live: t, commands } = useStrings();
  const registry = useCommandRegistry();
  return (
    <section className={styles.screen} aria-label={t.first.title}>
      <p className={styles.what}>{t.first.what}</p>
      <div className={styles.ways}>
        <TryTutorial />
        <WatchApp />
        <OpenRecording />
      </div>
      <Button look="quiet" onClick={() => void registry.run('show-words')}>
        {commands.titles['show-words']}
      </Button>
    </section>
  );
}

function TryTutorial() {
  const { live: t, tour } = useStrings();
  const registry = useCommandRegistry();
  const { act } = useCommands();
  const first = useInspector((state) => state.actors[0]);
  return (
    <Way icon={<Play size={18} />} title={t.first.tutorial} text={t.first.tutorialWhy}>
      {first !== undefined && (
        <Button look="primary" onClick={() => void act(first.id, { type: 'set', key: 'Username', value: 'Admin' })}>
          {t.emptyButton(first.name)}
        </Button>
      )}
      <Button onClick={() => void registry.run('take-tour')}>{tour.showAround}</Button>
    </Way>
  );
}

function WatchApp() {
  const { live: t, commands } = useStrings();
  const registry = useCommandRegistry();
  return (
    <Way icon={<Radio size={18} />} title={t.first.app} text={t.first.appWhy}>
      <Button onClick={() => void registry.run('watch-app')}>{commands.titles['watch-app']}</Button>
    </Way>
  );
}

function OpenRecording() {
  const { live: t, commands } = useStrings();
  const registry = useCommandRegistry();
  return (
    <Way icon={<FolderOpen size={18} />} title={t.first.recording} text={t.first.recordingWhy}>
      <Button onClick={() => void registry.run('open-recording')}>{commands.titles['open-recording']}</Button>
    </Way>
  );
}

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One way to start: its name, its effect, and the button. */
function Way({ icon, title, text, children }: WayProps) {
  return (
    <article className={styles.way}>
      <h2 className={styles.title}>
        <span aria-hidden="true" className={styles.icon}>
          {icon}
        </span>
        {title}
      </h2>
      <p className={styles.text}>{text}</p>
      <div className={styles.choices}>{children}</div>
    </article>
  );
}
