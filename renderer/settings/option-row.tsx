import { Info, RotateCcw, TriangleAlert } from 'lucide-react';
import type { Settings } from '../../server/contract/settings.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { OptionChoices } from './option-choices.tsx';
import { OptionLengthField } from './option-length-field.tsx';
import {
  changeOf,
  codeOf,
  defaultOf,
  type EngineOption,
  isChanged,
  type OptionValue,
  readOption,
} from './option-list.ts';
import type { OptionNote } from './option-notes.ts';
import styles from './option-row.module.css';

export interface OptionRowProps {
  readonly option: EngineOption;
  readonly settings: Settings;
  readonly notes: readonly OptionNote[];
}

/** One option: its name and sentence, what it is now, what it was at first, and what its value brings about. */
export function OptionRow({ option, settings, notes }: OptionRowProps) {
  const t = useStrings().settings;
  const { changeSettings } = useCommands();
  const value = readOption(settings, option.id);
  const first = defaultOf(option.id);
  const isOther = isChanged(settings, option.id);
  const change = (next: OptionValue) => {
    const asked = changeOf(option.id, next);
    if (asked !== null) void changeSettings(asked);
  };
  return (
    <div className={styles.row} data-changed={isOther || undefined}>
      <div className={styles.words}>
        <p className={styles.head}>
          <code className={styles.name}>{option.name}</code>
          {isOther && <span className={styles.mark}>{t.changed}</span>}
        </p>
        <p className={styles.why}>{t.options[option.id]}</p>
      </div>
      <div className={styles.control}>
        {option.length === null ? (
          <OptionChoices option={option} value={value} onChange={change} />
        ) : (
          <OptionLengthField option={option} length={option.length} value={value} onChange={change} />
        )}
        <p className={styles.first}>
          {t.defaultIs(codeOf(option, first))}
          {isOther && (
            <IconButton label={t.reset(option.name)} onClick={() => change(first)}>
              <RotateCcw size={13} />
            </IconButton>
          )}
        </p>
      </div>
      {notes.map(({ note, tone }) => (
        <p key={note} className={styles.note} data-tone={tone}>
          {tone === 'warn' ? <TriangleAlert size={14} /> : <Info size={14} />}
          {t.notes[note]}
        </p>
      ))}
    </div>
  );
}
