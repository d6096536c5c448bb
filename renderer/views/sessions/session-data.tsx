import { PencilLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { EditResult } from '../../../server/contract/results.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useCommands } from '../../data/use-inspector.ts';
import type { KeyValue } from '../../shared/use-key-value.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import { draftOf, JsonEditor, type SessionDraft } from './json-editor.tsx';
import styles from './session-details.module.css';
import { SetKeyForm } from './set-key-form.tsx';

export interface SessionDataProps {
  readonly session: StoredSession;
  /** The text in the editor; null if the editor is closed. */
  readonly draft: SessionDraft | null;
  readonly onDraft: (draft: SessionDraft | null) => void;
  /** The key and the value that are being typed. */
  readonly keyValue: KeyValue;
}

/** The data of a session as a tree whose keys can be removed, with a form to set a key; or as JSON to edit. */
export function SessionData({ session, draft, onDraft, keyValue }: SessionDataProps) {
  const t = useStringsWithLater().sessions;
  const commands = useCommands();
  const isEditing = draft !== null;
  const [message, setMessage] = useState<{ text: string; isError: boolean } | null>(null);

  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) editButton.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  const tell = (result: EditResult | null, done: string): boolean => {
    if (result !== null)
      setMessage(result.ok ? { text: done, isError: false } : { text: result.message, isError: true });
    return result?.ok ?? false;
  };
  const pop = async (key: string) => tell(await commands.popKey(session.sid, key), t.done.pop(key));
  const edit = () => {
    setMessage(null);
    onDraft(draftOf(session.data));
  };
  if (session.unreadable !== undefined) {
    return (
      <section aria-label={t.data}>
        <h2 className={styles.title}>{t.data}</h2>
        <p className={styles.empty}>{t.unreadableWhy[session.unreadable.includes('data') ? 'data' : 'cookie']}</p>
      </section>
    );
  }
  return (
    <section aria-label={t.data}>
      {draft !== null ? (
        <JsonEditor
          data={session.data}
          draft={draft}
          onDraft={onDraft}
          onSave={async (data) => {
            if (tell(await commands.replaceData(session.sid, data), t.done.replace)) onDraft(null);
          }}
          onCancel={() => {
            setMessage(null);
            onDraft(null);
          }}
        />
      ) : (
        <>
          <div className={styles.head}>
            <h2 className={styles.title}>{t.data}</h2>
            <Button ref={editButton} look="quiet" onClick={edit}>
              <PencilLine size={13} />
              {t.edit}
            </Button>
          </div>
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
          <SetKeyForm
            form={keyValue}
            onSet={async (key, value) => tell(await commands.setKey(session.sid, key, value), t.done.set(key))}
          />
        </>
      )}
      <output className={styles.message} data-error={message?.isError || undefined}>
        {message !== null && <HostileText text={message.text} />}
      </output>
    </section>
  );
}
