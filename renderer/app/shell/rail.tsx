import { CircleQuestionMark, Command, Compass, type LucideIcon } from 'lucide-react';
import { keysHere } from '../../commands/command-keys.ts';
import { ariaKeys } from '../../commands/key-text.ts';
import { keyboardHere } from '../../commands/keyboard-here.ts';
import { useGroupMenu } from '../../commands/use-command-menu.ts';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { VIEWS, type View } from '../../navigation/use-view.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Menu } from '../../ui/menu.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './rail.module.css';
import { VIEW_FACTS } from './views.ts';

/** The way from one view to another. */
export function Rail({ view, isTourOffered }: { view: View; isTourOffered: boolean }) {
  const { shell: t, commands, tour } = useStrings();
  return (
    <nav className={styles.rail} aria-label={t.views}>
      {VIEWS.filter((name) => name !== 'settings').map((name) => (
        <ViewLink key={name} view={name} isCurrent={name === view} />
      ))}
      <span className={styles.end} />
      {isTourOffered && <RailCommand id="take-tour" icon={Compass} label={tour.offer} hint={tour.offerWhy} />}
      <HelpMenu />
      <RailCommand id="find-command" icon={Command} label={commands.open} hint={commands.findLead} />
      <ViewLink view="settings" isCurrent={view === 'settings'} />
    </nav>
  );
}

function ViewLink({ view, isCurrent }: { view: View; isCurrent: boolean }) {
  const t = useStrings().shell;
  const { icon: Icon } = VIEW_FACTS[view];
  return (
    <a href={`#${view}`} className={styles.link} aria-current={isCurrent ? 'page' : undefined}>
      <Icon size={20} strokeWidth={1.7} />
      {t[view]}
    </a>
  );
}

/** Tour, words and keys, in reach at any time. */
function HelpMenu() {
  const t = useStrings().commands;
  const items = useGroupMenu('help');
  return (
    <div className={styles.help}>
      <Menu
        items={items}
        trigger={
          <button type="button" className={styles.link}>
            <CircleQuestionMark size={20} strokeWidth={1.7} />
            {t.groups.help}
          </button>
        }
      />
    </div>
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
