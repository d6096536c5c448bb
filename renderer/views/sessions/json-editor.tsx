import { type FormEvent, useId, useRef } from 'react';
import type { SessionData } from '../../../server/contract/json.ts';
import { jsonEqual } from '../../model/json-equal.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './json-editor.module.css';
import { readSessionJson } from './read-session-json.ts';
import details from './session-details.module.css';

/** The typed text, and the data at the start of the edit. Kept above the editor, which is removed with its session. */
export interface SessionDraft {
  readonly base: SessionData;
  readonly text: string;
}

export function draftOf(data: SessionData): SessionDraft {
  return { base: data, text: JSON.stringify(data, null, 2) };
}

export interface JsonEditorProps {
  /** The present data, which requests may change during the edit. Null if the session does not exist any more. */
  readonly data: SessionData | null;
  readonly draft: SessionDraft;
  readonly onDraft: (draft: SessionDraft) => void;
  readonly onSave: (data: SessionData) => Promise<void>;
  readonly onCancel: () => void;
}

/**
 * All data of a session as editable text. Shows immediately whether it can be saved, and whether the session has
 * changed or was removed meanwhile: the typed text stays.
 */
export function JsonEditor({ data, draft, onDraft, onSave, onCancel }: JsonEditorProps) {
  const t = useStringsWithLater().sessions;
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const { base, text } = draft;
  const read = readSessionJson(text);
  const canSave = read.ok && data !== null;
  useEscape(form, onCancel);
  useFirstFocus(area);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok && canSave) void onSave(read.data);
  };
  const startAgain = (now: SessionData) => {
    onDraft(draftOf(now));
    area.current?.focus();
  };
  return (
    <form ref={form} aria-label={t.editLabel} className={styles.editor} onSubmit={save}>
      <div className={details.head}>
        <h2 className={details.title}>{t.edit}</h2>
      </div>
      {data === null ? (
        <div className={styles.changed}>
          <Notice tone="warn">{t.goneMeanwhile}</Notice>
        </div>
      ) : (
        !jsonEqual(data, base) && (
          <div className={styles.changed}>
            <Notice tone="warn" action={<Button onClick={() => startAgain(data)}>{t.startAnew}</Button>}>
              {t.changedMeanwhile}
            </Notice>
          </div>
        )
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
        onChange={(event) => onDraft({ base, text: event.target.value })}
      />
      <p id={noteId} className={styles.note} data-error={!read.ok || undefined}>
        {read.ok ? t.editLead : <HostileText text={read.reason === 'broken' ? t.broken(read.detail) : t.noObject} />}
      </p>
      <div className={styles.buttons}>
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button look="primary" type="submit" isUnavailable={!canSave}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
