import { useStrings } from '../strings/use-strings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { CookieForm } from './cookie-anatomy.tsx';
import styles from './cookie-tab.module.css';

export interface CookieCardHeadProps {
  readonly title: string;
  /** What the copy button copies; null where there is no cookie. */
  readonly text: string | null;
  readonly form: CookieForm;
  readonly onForm: (form: CookieForm) => void;
}

/** The title of a cookie's card, and in which form the cookie is shown. */
export function CookieCardHead({ title, text, form, onForm }: CookieCardHeadProps) {
  const t = useStrings().details;
  return (
    <div className={styles.head}>
      <h3>{title}</h3>
      {text !== null && (
        <>
          <Segmented
            label={t.form}
            value={form}
            onChange={onForm}
            options={[
              { value: 'decoded', label: t.decoded },
              { value: 'sent', label: t.asSent },
            ]}
          />
          <CopyButton text={text} label={t.copyCookie} />
        </>
      )}
    </div>
  );
}
