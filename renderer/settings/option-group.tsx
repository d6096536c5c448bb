import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import type { EngineName } from '../../server/contract/log-entry.ts';
import type { Settings } from '../../server/contract/settings.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { ENGINE_OPTIONS, isChanged, resetOf } from './option-list.ts';
import { optionNotes } from './option-notes.ts';
import { OptionRow } from './option-row.tsx';
import styles from './section.module.css';

export interface OptionGroupProps {
  readonly engine: EngineName;
  readonly settings: Settings;
  readonly isActive: boolean;
}

/** All options of one engine. Those of the other can be set beforehand. */
export function OptionGroup({ engine, settings, isActive }: OptionGroupProps) {
  const t = useStrings().settings;
  const { changeSettings } = useCommands();
  const titleId = useId();
  const options = ENGINE_OPTIONS.filter((option) => option.engine === engine);
  const notes = optionNotes(settings);
  const hasChanges = options.some(({ id }) => isChanged(settings, id));
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          {t.optionsOf[engine]}
        </h3>
        <span className={styles.state} data-active={isActive || undefined}>
          {isActive ? t.active : t.inactive}
        </span>
        {hasChanges && (
          <span className={styles.end}>
            <Button look="quiet" onClick={() => void changeSettings(resetOf(engine))}>
              <RotateCcw size={13} />
              {t.resetAll}
            </Button>
          </span>
        )}
      </div>
      <div className={styles.card}>
        {options.map((option) => (
          <OptionRow
            key={option.id}
            option={option}
            settings={settings}
            notes={notes.filter((note) => note.option === option.id)}
          />
        ))}
      </div>
    </section>
  );
}
