import { useInspector } from '../../../data/use-inspector.ts';
import type { RequestDraft } from '../../../model/request-draft.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { FormField } from './form-field.tsx';
import styles from './request-form.module.css';

export interface CookieFieldProps {
  readonly draft: RequestDraft;
  readonly onChange: (part: Partial<RequestDraft>) => void;
  readonly problems: readonly string[];
}

/** Where the cookies of a request come from; the line itself where it is written. */
export function CookieField({
  draft: { actorId, cookies, cookieText, resendOf },
  onChange,
  problems,
}: CookieFieldProps) {
  const t = useStrings().requests;
  const name = useInspector(({ actors }) => actors.find(({ id }) => id === actorId)?.name);
  const options = [
    { value: 'written' as const, label: resendOf === null ? t.cookiesWritten : t.cookiesAsSent },
    ...(name === undefined ? [] : [{ value: 'jar' as const, label: t.cookiesOfJar(name) }]),
    { value: 'none' as const, label: t.cookiesNone },
  ];
  return (
    <div className={styles.cookies}>
      <span aria-hidden="true" className={styles.label}>
        {t.cookies}
      </span>
      <Segmented label={t.cookies} value={cookies} onChange={(next) => onChange({ cookies: next })} options={options} />
      {cookies === 'written' && (
        <FormField label={t.cookieLine} hint={t.cookieHint} problems={problems}>
          {(props) => (
            <textarea
              {...props}
              className={styles.area}
              rows={2}
              spellCheck={false}
              value={cookieText}
              onChange={(event) => onChange({ cookieText: event.target.value })}
            />
          )}
        </FormField>
      )}
    </div>
  );
}
