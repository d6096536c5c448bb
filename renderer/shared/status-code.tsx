import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { statusWords } from '../sentences/request-words.ts';
import { useStrings } from '../strings/use-strings.ts';
import styles from './status-code.module.css';

/** A response's status; coloured only where it says that something went wrong. Without one: why. */
export function StatusCode({ record }: { record: RequestRecord }) {
  const t = useStrings();
  const { status } = record;
  return (
    <span className={styles.status} data-class={status === null ? 'none' : String(status).slice(0, 1)}>
      {statusWords(record, t)}
    </span>
  );
}
