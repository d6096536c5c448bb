import { Microscope } from 'lucide-react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { openInCookies } from '../../../navigation/open-in-cookies.ts';
import type { CookieForm } from '../../../shared/cookie/coloured-cookie.tsx';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import styles from './cookie-tab.module.css';

export interface CookieCardHeadProps {
  readonly title: string;
  /** The text that is copied and sent to the workbench. Null without a cookie. */
  readonly text: string | null;
  readonly record: RequestRecord;
  readonly form: CookieForm;
  readonly onForm: (form: CookieForm) => void;
}

/** The title of a cookie's card, in which form the cookie is shown, and the way to the workbench. */
export function CookieCardHead({ title, text, record, form, onForm }: CookieCardHeadProps) {
  const t = useStrings();
  const words = useCookieStrings();
  return (
    <div className={styles.head}>
      <h3>{title}</h3>
      {text !== null && (
        <div className={styles.tools}>
          <Segmented
            label={t.details.form}
            value={form}
            onChange={onForm}
            options={[
              { value: 'decoded', label: t.details.decoded },
              { value: 'sent', label: t.details.asSent },
            ]}
          />
          <Button look="quiet" onClick={() => openInCookies(text, { kind: 'request', id: record.id })}>
            <Microscope size={14} />
            {words.open}
          </Button>
          <CopyButton text={text} label={t.details.copyCookie} />
        </div>
      )}
    </div>
  );
}
