import { useState } from 'react';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type NumberBounds, readNumber } from './read-number.ts';
import styles from './setting-row.module.css';

export interface NumberFieldProps {
  readonly name: string;
  /** In the unit that is typed; null only where a preset is. */
  readonly value: number | null;
  readonly bounds: NumberBounds;
  /** Usual values to choose from. */
  readonly presets: readonly { readonly value: number | null; readonly label: string }[];
  /** The name is code, and so are the presets. */
  readonly isCode?: boolean;
  readonly unit?: string;
  /** The meaning of the number in words, shown before it. */
  readonly hint: (value: number | null) => string;
  /** The message for a text that is not a number or is out of bounds. */
  readonly wrong: string;
  readonly onChange: (value: number | null) => void;
}

/**
 * A number: one of the usual ones, or any other between its bounds, which applies on Enter and on leaving the field.
 */
export function NumberField({ name, value, bounds, presets, isCode, unit, hint, wrong, onChange }: NumberFieldProps) {
  const t = useStringsWithLater().settings;
  // Null while the user is not typing. The field then shows the value, also if another window changes it.
  const [typed, setTyped] = useState<string | null>(null);
  const canBeNull = presets.some((preset) => preset.value === null);
  const read = typed === null ? value : readNumber(typed, bounds);
  const isWrong = typed !== null && read === null && !(typed.trim() === '' && canBeNull);

  const commit = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (read !== value) onChange(read);
  };
  return (
    // Leaving by Tab, by a press elsewhere, or by Enter: each says that the number is meant.
    <fieldset aria-label={name} className={styles.control} onBlur={commit}>
      <span className={styles.choices} data-code={isCode || undefined}>
        <Segmented
          label={t.presets(name)}
          value={String(value)}
          options={presets.map((preset) => ({ value: String(preset.value), label: preset.label }))}
          onChange={(chosen) => {
            setTyped(null);
            onChange(chosen === 'null' ? null : Number(chosen));
          }}
        />
      </span>
      <div className={styles.length}>
        {!isWrong && <span className={styles.same}>{hint(read)}</span>}
        <div className={styles.number}>
          <TextField
            label={t.lengthOf(name)}
            value={typed ?? (value === null ? '' : String(value))}
            onChange={setTyped}
            onSubmit={commit}
            error={isWrong ? wrong : undefined}
          />
        </div>
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
    </fieldset>
  );
}
