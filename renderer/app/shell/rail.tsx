import { Activity, Command, Compass, Cookie, Database, FlaskConical, type LucideIcon, Settings } from 'lucide-react';
import { keysHere } from '../../commands/command-keys.ts';
import { ariaKeys } from '../../commands/key-text.ts';
import { keyboardHere } from '../../commands/keyboard-here.ts';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import type { View } from '../../navigation/use-view.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './rail.module.css';

/** The way from one view to another. */
export function Rail({ view, isTourOffered }: { view: View; isTourOffered: boolean }) {
  const { shell: t, commands, tour } = useStrings();
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
      <span className={styles.end} />
      {isTourOffered && <RailCommand id="take-tour" icon={Compass} label={tour.offer} hint={tour.offerWhy} />}
      <RailCommand id="find-command" icon={Command} label={commands.open} hint={commands.findLead} />
      <a href="#settings" className={styles.link} aria-current={current('settings')}>
        <Settings size={20} strokeWidth={1.7} />
        {t.settings}
      </a>
    </nav>
  );
}

interface RailCommandProps {
  readonly id: 'take-tour' | 'find-command';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hint: string;
}

/** A command that is always in reach of the mouse. */
function RailCommand({ id, icon: Icon, label, hint }: RailCommandProps) {
  const registry = useCommandRegistry();
  return (
    <Tooltip text={hint}>
      <button
        type="button"
        className={styles.link}
        aria-keyshortcuts={ariaKeys(keysHere(id, keyboardHere), keyboardHere)}
        onClick={() => void registry.run(id)}
      >
        <Icon size={20} strokeWidth={1.7} />
        {label}
      </button>
    </Tooltip>
  );
}
