import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { useStrings } from '../strings/use-strings.ts';
import { HostileText } from '../ui/hostile-text.tsx';
import { ByteMeter } from './byte-meter.tsx';
import { CookieAnatomy, type CookieForm } from './cookie-anatomy.tsx';
import { CookieCardHead } from './cookie-card-head.tsx';
import styles from './cookie-tab.module.css';
import { VerdictLine } from './verdict-line.tsx';

export interface CookieCardProps {
  readonly record: RequestRecord;
  readonly form: CookieForm;
  readonly onForm: (form: CookieForm) => void;
}

/** The session cookie that came with a request: its parts, whether the server believed it, how long it is. */
export function CameCard({ record, form, onForm }: CookieCardProps) {
  const t = useStrings().details;
  const foreign = new Set(record.receivedCookies.filter(({ role }) => role === 'foreign').map(({ name }) => name));
  const value = record.cookieValue;
  return (
    <section className={styles.card} aria-label={t.came}>
      <CookieCardHead
        title={t.came}
        text={value === null ? null : `${record.cookieName}=${value}`}
        form={form}
        onForm={onForm}
      />
      {value === null ? (
        <p className={styles.muted}>{t.noneCame}</p>
      ) : (
        <>
          <CookieAnatomy name={record.cookieName} rawValue={value} form={form} />
          <VerdictLine verdict={record.verdict} />
          <p className={styles.note}>{t.signedNotEncrypted}</p>
          <ByteMeter name={record.cookieName} rawValue={value} />
        </>
      )}
      {foreign.size > 0 && (
        <p className={styles.note}>
          <HostileText text={t.foreign([...foreign].join(', '))} />
        </p>
      )}
    </section>
  );
}
