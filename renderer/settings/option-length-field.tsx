import { useState } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type EngineOption, type OptionLength, type OptionValue, readLength } from './option-list.ts';
import styles from './setting-row.module.css';

export interface OptionLengthFieldProps {
  readonly option: EngineOption;
  readonly length: OptionLength;
  readonly value: OptionValue;
  readonly onChange: (value: number | null) => void;
}

/** A length of time: one of the usual ones, or any other as a number, which applies on Enter and on leaving the field. */
export function OptionLengthField({ option, length, value, onChange }: OptionLengthFieldProps) {
  const t = useStrings().settings;
  // Null: nothing is being typed, so the field shows the value, whoever changes it.
  const [typed, setTyped] = useState<string | null>(null);
  const canBeNull = length.presets.includes(null);
  const text = typed ?? (value === null ? '' : String(value));
  const read = readLength(text, length);
  const isWrong = text === '' ? !canBeNull : read === null;

  const commit = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (read !== value) onChange(read);
  };
  const hint = read === null ? t.nothing : t.sameAs(read * length.unitMs);
  return (
    // Leaving by Tab, by a press elsewhere, or by Enter: each says that the number is meant.
    <fieldset aria-label={option.name} className={styles.control} onBlur={commit}>
      <span className={styles.choices} data-code>
        <Segmented
          label={t.presets(option.name)}
          value={String(value)}
          options={length.presets.map((preset) => ({
            value: String(preset),
            label: preset === null ? t.browserSession : t.preset(preset * length.unitMs),
          }))}
          onChange={(chosen) => {
            setTyped(null);
            onChange(chosen === 'null' ? null : Number(chosen));
          }}
        />
      </span>
      <div className={styles.length}>
        {!isWrong && <span className={styles.same}>{hint}</span>}
        <div className={styles.number}>
          <TextField
            label={t.lengthOf(option.name)}
            value={text}
            onChange={setTyped}
            onSubmit={commit}
            error={isWrong ? t.outOfRange(length.min, length.max, t.units[length.unit]) : undefined}
          />
        </div>
        <span className={styles.unit}>{t.units[length.unit]}</span>
      </div>
    </fieldset>
  );
}
