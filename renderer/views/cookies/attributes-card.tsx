import type { CookieCharset } from '../../../server/contract/http/cookie-bytes.ts';
import { parseSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';
import { useNow } from '../../data/use-now.ts';
import { AttributeTable } from '../../shared/cookie/attribute-table.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import styles from './cookies-view.module.css';

/** The attributes of a pasted Set-Cookie line, and why browsers refuse the cookie, if they do. */
export function AttributesCard({ setCookie, charset }: { setCookie: string; charset: CookieCharset }) {
  const t = useCookieStrings();
  const nowMs = useNow();
  return (
    <section className={styles.card} aria-label={t.attributes}>
      <div className={styles.head}>
        <h3>{t.attributes}</h3>
      </div>
      <AttributeTable cookie={parseSetCookie(setCookie)} atMs={nowMs} charset={charset} />
    </section>
  );
}
