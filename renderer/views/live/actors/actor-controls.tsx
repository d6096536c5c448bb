import { useEffect, useState } from 'react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useCommands } from '../../../data/use-inspector.ts';
import { actorForm, keepActorForm } from '../../../navigation/actor-forms.ts';
import { useKeyValue } from '../../../shared/use-key-value.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './actor-controls.module.css';
import { ActorMenu } from './actor-menu.tsx';

/** Key and value, and the buttons that send them: each is one real HTTP request to the site. */
export function ActorControls({ actor }: { actor: ActorState }) {
  const t = useStrings().live;
  const { act } = useCommands();
  const kept = actorForm(actor.id);
  const form = useKeyValue(kept.key, kept.value);
  const [hasTried, setHasTried] = useState(false);

  useEffect(() => keepActorForm(actor.id, { key: form.key, value: form.value }), [actor.id, form.key, form.value]);

  const set = () => {
    setHasTried(true);
    if (form.isComplete) void act(actor.id, { type: 'set', key: form.key, value: form.json });
  };
  const withKey = (type: 'get' | 'pop') => {
    setHasTried(true);
    if (form.key !== '') void act(actor.id, { type, key: form.key });
  };
  return (
    <div className={styles.controls}>
      <div className={styles.fields}>
        <TextField
          label={t.keyOf(actor.name)}
          value={form.key}
          onChange={form.setKey}
          error={hasTried ? form.keyError : undefined}
          onSubmit={set}
        />
        <TextField
          label={t.valueOf(actor.name)}
          value={form.value}
          onChange={form.setValue}
          hint={form.valueHint}
          error={form.valueError}
          onSubmit={set}
        />
      </div>
      <div className={styles.buttons}>
        <Button look="set" onClick={set} isUnavailable={form.valueError !== undefined}>
          {t.set}
        </Button>
        <Button look="get" onClick={() => withKey('get')}>
          {t.get}
        </Button>
        <Button look="pop" onClick={() => withKey('pop')}>
          {t.pop}
        </Button>
        <ActorMenu actor={actor} />
      </div>
    </div>
  );
}
