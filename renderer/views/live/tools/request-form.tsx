import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { OutgoingRequest } from '../../../../server/contract/outgoing-request.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { type RequestDraft, readDraft } from '../../../model/request-draft.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { CookieField } from './cookie-field.tsx';
import { FormField } from './form-field.tsx';
import styles from './request-form.module.css';

export interface RequestFormProps {
  readonly start: RequestDraft;
  readonly onCancel: () => void;
  readonly onSend: (request: OutgoingRequest) => Promise<void>;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The parts of a request as fields. The first attempt to send shows each error at its field. Ctrl+Enter sends. */
export function RequestForm({ start, onCancel, onSend }: RequestFormProps) {
  const t = useStrings().requests;
  const actors = useInspector((state) => state.actors);
  const listId = useId();
  const body = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(start);
  const [hasTried, setHasTried] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const change = (part: Partial<RequestDraft>) => setDraft((now) => ({ ...now, ...part }));
  const read = readDraft(draft);
  const problemsOf = (field: string) =>
    hasTried && !read.ok ? read.problems.filter((problem) => problem.field === field).map(t.problem) : [];

  const send = async () => {
    setHasTried(true);
    if (!read.ok || isSending) return;
    setIsSending(true);
    await onSend(read.request);
    setIsSending(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const hasType = /^content-type:/im.test(draft.headerText);
  return (
    <form
      className={styles.form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.line}>
        <FormField label={t.sender}>
          {(props) => (
            <select
              {...props}
              className={styles.input}
              value={draft.actorId ?? ''}
              onChange={(event) => {
                const actorId = event.target.value === '' ? null : event.target.value;
                change({ actorId, ...(actorId === null && draft.cookies === 'jar' ? { cookies: 'none' } : {}) });
              }}
            >
              {actors.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              <option value="">{t.senderOutside}</option>
            </select>
          )}
        </FormField>
        <FormField label={t.method} problems={problemsOf('method')}>
          {(props) => (
            <>
              <input
                {...props}
                className={styles.input}
                list={listId}
                value={draft.method}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => change({ method: event.target.value.toUpperCase() })}
              />
              <datalist id={listId}>
                {METHODS.map((method) => (
                  <option key={method} value={method} />
                ))}
              </datalist>
            </>
          )}
        </FormField>
        <FormField label={t.target} problems={problemsOf('target')}>
          {(props) => (
            <input
              {...props}
              className={styles.input}
              value={draft.target}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => change({ target: event.target.value })}
            />
          )}
        </FormField>
      </div>
      <FormField label={t.headers} hint={t.headersHint} problems={problemsOf('headers')}>
        {(props) => (
          <textarea
            {...props}
            className={styles.area}
            rows={6}
            spellCheck={false}
            value={draft.headerText}
            onChange={(event) => change({ headerText: event.target.value })}
          />
        )}
      </FormField>
      <CookieField draft={draft} onChange={change} problems={problemsOf('cookie')} />
      <FormField label={t.body} hint={bodyHint(draft, hasType, t)} problems={problemsOf('body')}>
        {(props) => (
          <textarea
            {...props}
            ref={body}
            className={styles.area}
            rows={3}
            spellCheck={false}
            value={draft.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        )}
      </FormField>
      <div className={styles.buttons}>
        {draft.body !== '' && !hasType && (
          <Button
            look="quiet"
            onClick={() => {
              change({ headerText: withJsonType(draft.headerText) });
              // This button is removed, and the focus must not be lost with it.
              body.current?.focus();
            }}
          >
            {t.addJsonType}
          </Button>
        )}
        <span className={styles.space} />
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button look="primary" type="submit" isUnavailable={isSending} aria-keyshortcuts="Control+Enter">
          {isSending ? t.sending : t.send}
        </Button>
      </div>
    </form>
  );
}

function bodyHint(draft: RequestDraft, hasType: boolean, t: ReturnType<typeof useStrings>['requests']): string {
  if (draft.body !== '' && !hasType) return t.bodyUntyped;
  return draft.resendOf === null || draft.bodyWas === 'none' ? t.bodyHint : t.bodyWas[draft.bodyWas];
}

function withJsonType(headerText: string): string {
  return `${headerText.replace(/\n+$/, '')}\nContent-Type: application/json`.replace(/^\n/, '');
}
