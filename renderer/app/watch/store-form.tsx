import { type FormEvent, useRef, useState } from 'react';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './app-facts.module.css';
import { ProjectForm } from './project-form.tsx';

/**
 * Takes the address or path of the session store of a watched app, or finds it in the folder of its project. A password
 * is of this start alone.
 */
export function StoreForm({ id, project, onDone }: { id: string; project: string; onDone: () => void }) {
  const t = useWatchStrings();
  const { changeWatched } = useCommands();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(field);
  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    await changeWatched({ id, store: text.trim() });
    onDone();
  };
  return (
    <>
      <form className={styles.secret} onSubmit={(event) => void give(event)}>
        <input
          ref={field}
          type="text"
          className={styles.field}
          aria-label={t.storePlace}
          placeholder={t.storeHint}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button look="primary" type="submit" isUnavailable={text.trim() === ''}>
          {t.save}
        </Button>
        <Button onClick={onDone}>{t.cancel}</Button>
      </form>
      <ProjectForm id={id} project={project} onDone={onDone} />
    </>
  );
}
