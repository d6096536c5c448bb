import { useStrings } from '../strings/use-strings.ts';
import styles from './status-code.module.css';

/** A response's status; coloured only where it says that something went wrong. */
export function StatusCode({ status }: { status: number | null }) {
  const t = useStrings().live;
  return (
    <span className={styles.status} data-class={status === null ? 'none' : String(status).slice(0, 1)}>
      {status ?? t.noStatus}
    </span>
  );
}
