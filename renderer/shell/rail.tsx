import { Activity, Command, Cookie, Database, FlaskConical, Settings } from 'lucide-react';
import { keysHere } from '../commands/command-keys.ts';
import { ariaKeys } from '../commands/key-text.ts';
import { keyboardHere } from '../commands/keyboard-here.ts';
import { useCommandRegistry } from '../commands/use-commands.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './rail.module.css';
import type { View } from './use-view.ts';

/** The way from one view to another. */
export function Rail({ view }: { view: View }) {
  const t = useStrings().shell;
  const current = (name: View) => (name === view ? 'page' : undefined);
  return (
    <nav className={styles.rail} aria-label={t.views}>
      <a href="#live" className={styles.link} aria-current={current('live')}>
        <Activity size={20} strokeWidth={1.7} />
        {t.live}
      </a>
      <a href="#sessions" className={styles.link} aria-current={current('sessions')}>
        <Database size={20} strokeWidth={1.7} />
        {t.sessions}
      </a>
      <a href="#cookies" className={styles.link} aria-current={current('cookies')}>
        <Cookie size={20} strokeWidth={1.7} />
        {t.cookies}
      </a>
      <a href="#lab" className={styles.link} aria-current={current('lab')}>
        <FlaskConical size={20} strokeWidth={1.7} />
        {t.lab}
      </a>
      <FindCommand />
      <a href="#settings" className={styles.link} aria-current={current('settings')}>
        <Settings size={20} strokeWidth={1.7} />
        {t.settings}
      </a>
    </nav>
  );
}

/** Every command is behind it, for the mouse too. */
function FindCommand() {
  const t = useStrings().commands;
  const registry = useCommandRegistry();
  return (
    <Tooltip text={t.findLead}>
      <button
        type="button"
        className={`${styles.link} ${styles.end}`}
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaKeys(keysHere('find-command', keyboardHere), keyboardHere)}
        onClick={() => void registry.run('find-command')}
      >
        <Command size={20} strokeWidth={1.7} />
        {t.open}
      </button>
    </Tooltip>
  );
}
