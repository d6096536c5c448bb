import { type FormEvent, useId, useRef, useState } from 'react';
import type { SessionData } from '../../../server/contract/json.ts';
import { jsonEqual } from '../../model/json-equal.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './json-editor.module.css';
import { readSessionJson } from './read-session-json.ts';
import details from './session-details.module.css';

export interface JsonEditorProps {
  /** As it is now; requests may change it while somebody edits. */
  readonly data: SessionData;
  readonly onSave: (data: SessionData) => Promise<void>;
  readonly onCancel: () => void;
}

/** All data of a session as text to edit. Says at once whether it can be kept, and whether it changed underneath. */
export function JsonEditor({ data, onSave, onCancel }: JsonEditorProps) {
  const t = useStrings().sessions;
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const [base, setBase] = useState(data);
  const [text, setText] = useState(() => JSON.stringify(data, null, 2));
  const read = readSessionJson(text);
  useEscape(form, onCancel);
  useFirstFocus(area);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok) void onSave(read.data);
  };
  const startAnew = () => {
    setBase(data);
    setText(JSON.stringify(data, null, 2));
    area.current?.focus();
  };
  return (
    <form ref={form} aria-label={t.editLabel} className={styles.editor} onSubmit={save}>
      <div className={details.head}>
        <h2 className={details.title}>{t.edit}</h2>
      </div>
      {!jsonEqual(data, base) && (
        <div className={styles.changed}>
          <Notice tone="warn" action={<Button onClick={startAnew}>{t.startAnew}</Button>}>
            {t.changedMeanwhile}
          </Notice>
        </div>
      )}
      <textarea
        ref={area}
        className={styles.text}
        aria-label={t.editLabel}
        aria-invalid={!read.ok}
        aria-describedby={noteId}
        rows={Math.max(6, Math.min(20, text.split('\n').length + 1))}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={noteId} className={styles.note} data-error={!read.ok || undefined}>
        {read.ok ? t.editLead : <HostileText text={read.reason === 'broken' ? t.broken(read.detail) : t.noObject} />}
      </p>
      <div className={styles.buttons}>
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button look="primary" type="submit" isUnavailable={!read.ok}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
