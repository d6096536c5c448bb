import type { FormEvent } from 'react';
import type { Json } from '../../../server/contract/json.ts';
import type { KeyValue } from '../../shared/use-key-value.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './session-details.module.css';

/** The first values of the form. */
export const FIRST_KEY_VALUE = { key: 'Username', value: '"Admin"' };

export interface SetKeyFormProps {
  /** The typed text. Kept above the form, which is removed with its session. */
  readonly form: KeyValue;
  /** Null if the session does not exist any more, so that no key can be set. */
  readonly onSet: ((key: string, value: Json) => Promise<boolean>) | null;
}

/** A key and a value to set in a session. */
export function SetKeyForm({ form, onSet }: SetKeyFormProps) {
  const t = useStringsWithLater().sessions;
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (form.isComplete) void onSet?.(form.key, form.json);
  };
  return (
    <form aria-label={t.setTitle} className={styles.fields} onSubmit={set}>
      <TextField label={t.key} value={form.key} onChange={form.setKey} error={form.keyError} />
      <TextField
        label={t.value}
        value={form.value}
        onChange={form.setValue}
        hint={form.valueHint}
        error={form.valueError}
      />
      <Button look="set" type="submit" isUnavailable={!form.isComplete || onSet === null}>
        {t.set}
      </Button>
    </form>
  );
}
