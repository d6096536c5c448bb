import { parseSetCookie } from '../model/set-cookie.ts';
import { useStrings } from '../strings/use-strings.ts';
import { AttributeTable } from './attribute-table.tsx';
import { ByteMeter } from './byte-meter.tsx';
import type { CookieCardProps } from './came-card.tsx';
import { CookieAnatomy } from './cookie-anatomy.tsx';
import { CookieCardHead } from './cookie-card-head.tsx';
import styles from './cookie-tab.module.css';

/** The session cookie a response set: its parts and what each attribute means; or that none was set. */
export function SetCard({ record, form, onForm }: CookieCardProps) {
  const t = useStrings().details;
  const cookie = record.setCookie === null ? null : parseSetCookie(record.setCookie);
  return (
    <section className={styles.card} aria-label={t.sent}>
      <CookieCardHead title={t.sent} text={record.setCookie} form={form} onForm={onForm} />
      {cookie === null ? (
        <p className={styles.muted}>
          {t.notSent} {record.sidAfter === null ? t.notSentNone : t.notSentKeeps}
        </p>
      ) : (
        <>
          <CookieAnatomy name={cookie.name} rawValue={cookie.value} form={form} />
          <ByteMeter name={cookie.name} rawValue={cookie.value} />
          <AttributeTable cookie={cookie} atMs={record.arrivedAtMs} />
        </>
      )}
    </section>
  );
}
