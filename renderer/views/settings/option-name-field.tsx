import { useState } from 'react';
import type { EngineOption } from '../../model/engine-options.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './setting-row.module.css';

export interface OptionNameFieldProps {
  readonly option: EngineOption;
  /** Null for the default name. */
  readonly value: string | null;
  readonly defaultName: string;
  /** Whether the contract takes this as a name. */
  readonly accepts: (name: string) => boolean;
  readonly onChange: (value: string | null) => void;
}

/**
 * A name among the options of an engine. It is applied on Enter and when the field loses the focus. An empty field
 * means the default.
 */
export function OptionNameField({ option, value, defaultName, accepts, onChange }: OptionNameFieldProps) {
  const t = useStringsWithLater().settings;
  // Null while the user is not typing. The field then shows the value, also if another window changes it.
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed?.trim() ?? '';
  const isWrong = name !== '' && !accepts(name);

  const commit = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    const next = name === '' || name === defaultName ? null : name;
    if (next !== value) onChange(next);
  };
  return (
    <fieldset aria-label={option.name} className={styles.control} onBlur={commit}>
      <TextField
        label={option.name}
        value={typed ?? value ?? ''}
        placeholder={defaultName}
        onChange={setTyped}
        onSubmit={commit}
        error={isWrong ? t.cookieNameWrong : undefined}
      />
    </fieldset>
  );
}
