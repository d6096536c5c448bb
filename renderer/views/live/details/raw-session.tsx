import type { ReactNode } from 'react';
import type { SessionData } from '../../../../server/contract/json.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import styles from './session-tab.module.css';

export interface RawSessionProps {
  readonly record: RequestRecord;
  readonly heads: readonly [ReactNode, ReactNode];
}

/** The session before and after as the JSON it is, to read and to copy. */
export function RawSession({ record, heads }: RawSessionProps) {
  return (
    <div className={styles.raw}>
      <CodeBlock title={heads[0]} text={jsonText(record.sessionBefore)} />
      <CodeBlock title={heads[1]} text={jsonText(record.sessionAfter)} />
    </div>
  );
}

function jsonText(data: SessionData | null): string {
  return JSON.stringify(data, null, 2);
}
