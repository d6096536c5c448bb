import { type FormEvent, useState } from 'react';
import type { EditResult } from '../../server/contract/results.ts';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { HostileText } from '../ui/hostile-text.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TreeGrid } from '../ui/tree-grid.tsx';
import { useKeyValue } from '../ui/use-key-value.ts';
import styles from './session-details.module.css';

/** What a session holds, as a tree whose keys can be popped, and a form to set one. Changes go straight into the store. */
export function SessionData({ session }: { session: StoredSession }) {
  const t = useStrings().sessions;
  const commands = useCommands();
  const form = useKeyValue('Username', '"Admin"');
  const [message, setMessage] = useState<{ text: string; isError: boolean } | null>(null);

  const tell = (result: EditResult | null, done: string) => {
    if (result !== null)
      setMessage(result.ok ? { text: done, isError: false } : { text: result.message, isError: true });
  };
  const pop = async (key: string) => tell(await commands.popKey(session.sid, key), t.done.pop(key));
  const set = async (event: FormEvent) => {
    event.preventDefault();
    if (form.isComplete) tell(await commands.setKey(session.sid, form.key, form.json), t.done.set(form.key));
  };
  return (
    <>
      <section aria-label={t.data}>
        <h2 className={styles.title}>{t.data}</h2>
        {Object.keys(session.data).length === 0 ? (
          <p className={styles.empty}>{t.emptyData}</p>
        ) : (
          <TreeGrid
            label={t.treeLabel}
            before={session.data}
            isWrapped
            actionFor={(key) => (
              <Button look="pop" className={styles.pop} aria-label={t.popKey(key)} onClick={() => void pop(key)}>
                {t.pop}
              </Button>
            )}
          />
        )}
      </section>
      <form aria-label={t.setTitle} onSubmit={(event) => void set(event)}>
        <h2 className={styles.title}>{t.setTitle}</h2>
        <div className={styles.fields}>
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
        </div>
        <output className={styles.message} data-error={message?.isError || undefined}>
          {message !== null && <HostileText text={message.text} />}
        </output>
      </form>
    </>
  );
}
