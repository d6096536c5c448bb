import type { FormEvent } from 'react';
import type { Json } from '../../../server/contract/json.ts';
import { useKeyValue } from '../../shared/use-key-value.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './session-details.module.css';

/** A key and a value to set in a session. */
export function SetKeyForm({ onSet }: { onSet: (key: string, value: Json) => Promise<boolean> }) {
  const t = useStrings().sessions;
  const form = useKeyValue('Username', '"Admin"');
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (form.isComplete) void onSet(form.key, form.json);
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
      <Button look="set" type="submit" isUnavailable={!form.isComplete}>
        {t.set}
      </Button>
    </form>
  );
}
