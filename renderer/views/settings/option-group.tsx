import { RotateCcw } from 'lucide-react';
import type { EngineName } from '../../../server/contract/log-entry.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { ENGINE_OPTIONS, isChanged, resetOf } from '../../model/engine-options.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { optionNotes } from './option-notes.ts';
import { OptionRow } from './option-row.tsx';
import styles from './section.module.css';
import { SettingsSection } from './settings-section.tsx';

export interface OptionGroupProps {
  readonly engine: EngineName;
  readonly settings: Settings;
}

/** All options of one engine. The options of the engine that is not in charge can be set in advance. */
export function OptionGroup({ engine, settings }: OptionGroupProps) {
  const t = useStringsWithLater().settings;
  const { changeSettings } = useCommands();
  const options = ENGINE_OPTIONS.filter((option) => option.engine === engine);
  const notes = optionNotes(settings);
  const isActive = settings.engine === engine;
  return (
    <SettingsSection
      id={engine}
      title={t.optionsOf[engine]}
      lead={t.reach[engine]}
      beside={
        <span className={styles.state} data-active={isActive || undefined}>
          {isActive ? t.active : t.inactive}
        </span>
      }
      end={
        options.some(({ id }) => isChanged(settings, id)) && (
          <Button look="quiet" onClick={() => void changeSettings(resetOf(engine))}>
            <RotateCcw size={13} />
            {t.resetAll}
          </Button>
        )
      }
    >
      {options.map((option) => (
        <OptionRow
          key={option.id}
          option={option}
          settings={settings}
          notes={notes.filter((note) => note.option === option.id)}
        />
      ))}
    </SettingsSection>
  );
}
