import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { seenEngine } from '../../../../server/contract/seen-from-outside.ts';
import type { CookieForm } from '../../../shared/cookie/coloured-cookie.tsx';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { CookieBody } from './cookie-body.tsx';
import { CookieCardHead } from './cookie-card-head.tsx';
import styles from './cookie-tab.module.css';
import { VerdictLine } from './verdict-line.tsx';

export interface CookieCardProps {
  readonly record: RequestRecord;
  readonly form: CookieForm;
  readonly onForm: (form: CookieForm) => void;
}

/** The session cookie of a request: its parts, the verdict of the server, its content and its size. */
export function CameCard({ record, form, onForm }: CookieCardProps) {
  const t = useStrings();
  const words = useCookieStrings();
  const { cookieName, cookieValue: value } = record;
  const engine = seenEngine(record);
  const isRepeated = record.receivedCookies.filter(({ name }) => name === cookieName).length > 1;
  const text = value === null ? null : `${cookieName}=${value}`;
  return (
    <section className={styles.card} aria-label={t.details.came}>
      <CookieCardHead title={t.details.came} text={text} record={record} form={form} onForm={onForm} />
      {value === null ? (
        <>
          <p className={styles.muted}>
            {record.verdict.kind === 'not-read' ? t.earlyRefusals.cameUnknown : t.details.noneCame}
          </p>
          <VerdictLine record={record} />
        </>
      ) : (
        <CookieBody
          name={cookieName}
          rawValue={value}
          engine={engine ?? 'server-side'}
          form={form}
          flaskCharacters={null}
        >
          <VerdictLine record={record} />
          {isRepeated && <p className={styles.note}>{words.duplicateUsed}</p>}
          {record.verdict.kind === 'accepted' && engine !== null && (
            <p className={styles.note}>{words.whoHoldsIt[engine]}</p>
          )}
        </CookieBody>
      )}
    </section>
  );
}
