import { cookieBytes, MAX_COOKIE_BYTES } from '../model/cookie-bytes.ts';
import { useStrings } from '../strings/use-strings.ts';
import styles from './byte-meter.module.css';

/** How much of what a browser takes a cookie uses. The picture repeats the numbers, so it has no name of its own. */
export function ByteMeter({ name, rawValue }: { name: string; rawValue: string }) {
  const t = useStrings().details;
  const bytes = cookieBytes(name, rawValue);
  const isOver = bytes > MAX_COOKIE_BYTES;
  return (
    <div className={styles.meter} data-over={isOver || undefined}>
      <div className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${Math.min(100, (bytes / MAX_COOKIE_BYTES) * 100)}%` }} />
      </div>
      <p className={styles.line}>
        <span>{t.sizeOf(bytes, MAX_COOKIE_BYTES)}</span>
        <span>{isOver ? t.sizeOver : t.sizeWhy}</span>
      </p>
    </div>
  );
}
