import { useState } from 'react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { PLANTED_COOKIE } from '../../../../server/contract/outgoing-rules.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { openInCookies } from '../../../navigation/open-in-cookies.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from './form-field.tsx';
import form from './request-form.module.css';

export interface CookieEditorProps {
  readonly isOpen: boolean;
  readonly actorId: string | null;
  readonly onClose: () => void;
}

/** The session cookie in an actor's jar, for editing by hand, as in the tools of a real browser. */
export function CookieEditor({ isOpen, actorId, onClose }: CookieEditorProps) {
  const t = useStrings().actorCookie;
  const actor = useInspector(({ actors }) => actors.find(({ id }) => id === actorId));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t.title(actor?.name ?? '')}
      lead={t.lead}
      isWide
    >
      {actor !== undefined && <EditorForm actor={actor} onDone={onClose} />}
    </Dialog>
  );
}

function EditorForm({ actor, onDone }: { actor: ActorState; onDone: () => void }) {
  const t = useStrings().actorCookie;
  const { plantCookie } = useCommands();
  const name = useInspector(({ site, settings }) =>
    site === null || settings === null ? '' : site.cookieNames[settings.engine],
  );
  const [value, setValue] = useState(actor.cookieValue ?? '');
  const problems = [
    ...(PLANTED_COOKIE.characters.test(value) ? [] : [t.badCharacters]),
    ...(value.length > PLANTED_COOKIE.maxLength ? [t.tooLong(PLANTED_COOKIE.maxLength)] : []),
  ];
  const save = async () => {
    if (problems.length > 0) return;
    if ((await plantCookie(actor.id, value)) !== null) onDone();
  };
  return (
    <form
      className={form.form}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormField label={t.valueOf(name)} hint={t.hint} problems={problems}>
        {(props) => (
          <textarea
            {...props}
            className={form.area}
            rows={4}
            spellCheck={false}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </FormField>
      <div className={form.buttons}>
        <Button
          look="quiet"
          onClick={() => {
            onDone();
            openInCookies(`${name}=${value}`, { kind: 'actor', name: actor.name });
          }}
        >
          {t.takeApart}
        </Button>
        <span className={form.space} />
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button look="primary" type="submit" isUnavailable={problems.length > 0}>
          {t.save(actor.name)}
        </Button>
      </div>
    </form>
  );
}
