import type { SessionData } from '../../server/contract/json.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { useStrings } from '../strings/use-strings.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import styles from './session-tab.module.css';

/** The session before and after as the JSON it is, to read and to copy. */
export function RawSession({ record }: { record: RequestRecord }) {
  const t = useStrings().details;
  return (
    <div className={styles.raw}>
      <CodeBlock title={t.before} text={jsonText(record.sessionBefore)} />
      <CodeBlock title={t.after} text={jsonText(record.sessionAfter)} />
    </div>
  );
}

function jsonText(data: SessionData | null): string {
  return JSON.stringify(data, null, 2);
}
