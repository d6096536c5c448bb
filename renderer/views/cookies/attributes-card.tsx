import { useNow } from '../../data/use-now.ts';
import { isSetCookieText, setCookieValue } from '../../model/pasted-set-cookie.ts';
import { parseSetCookie } from '../../model/set-cookie.ts';
import { AttributeTable } from '../../shared/cookie/attribute-table.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import styles from './cookies-view.module.css';

/** The attributes of a pasted Set-Cookie header; nothing for what has none. */
export function AttributesCard({ text }: { text: string }) {
  const t = useCookieStrings();
  const nowMs = useNow();
  if (!isSetCookieText(text)) return null;
  return (
    <section className={styles.card} aria-label={t.attributes}>
      <div className={styles.head}>
        <h3>{t.attributes}</h3>
      </div>
      <AttributeTable cookie={parseSetCookie(setCookieValue(text))} atMs={nowMs} />
    </section>
  );
}
