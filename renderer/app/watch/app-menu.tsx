import { Ellipsis } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmQuestion } from '../../ui/confirm-question.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './app-menu.module.css';

/** The rarer choices for a watched app: its name, whether it listens, redirects, and the end of watching. */
export function AppMenu({ app }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const { changeWatched, removeWatched } = useCommands();
  const [asks, setAsks] = useState<'name' | 'remove' | null>(null);
  const close = () => setAsks(null);
  const isListening = app.proxy.state === 'listening';
  return (
    <span className={styles.place}>
      <Menu
        items={[
          { id: 'rename', label: t.rename, onChoose: () => setAsks('name') },
          {
            id: 'location',
            label: app.rewritesLocation ? t.keepLocation : t.rewriteLocation,
            onChoose: () => void changeWatched({ id: app.id, rewritesLocation: !app.rewritesLocation }),
          },
          {
            id: 'listen',
            label: isListening ? t.stop : t.listenAgain,
            onChoose: () => void changeWatched({ id: app.id, isListening: !isListening }),
          },
          {
            id: 'remove',
            label: t.remove,
            isDanger: true,
            startsGroup: true,
            onChoose: () => setAsks('remove'),
          },
        ]}
        trigger={
          <IconButton label={t.menu} isFramed>
            <Ellipsis size={15} />
          </IconButton>
        }
      />
      {asks === 'name' && <NameForm app={app} onDone={close} />}
      {asks === 'remove' && (
        <ConfirmQuestion
          question={t.removeAsk(app.name, app.requestCount)}
          yes={t.removeYes}
          no={t.removeNo}
          onYes={() => void removeWatched(app.id)}
          onNo={close}
          onLeave={close}
        />
      )}
    </span>
  );
}

function NameForm({ app, onDone }: { app: WatchedApp; onDone: () => void }) {
  const t = useWatchStrings();
  const { changeWatched } = useCommands();
  const [name, setName] = useState(app.name);
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(field);
  const isEmpty = name.trim() === '';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty && (await changeWatched({ id: app.id, name })) !== null) onDone();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <input
        ref={field}
        className={styles.field}
        aria-label={t.name}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button look="primary" type="submit" isUnavailable={isEmpty}>
        {t.save}
      </Button>
      <Button onClick={onDone}>{t.cancel}</Button>
    </form>
  );
}
