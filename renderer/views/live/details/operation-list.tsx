import type { EngineName, RequestRecord, SessionOperation } from '../../../../server/contract/log-entry.ts';
import { jsonEqual } from '../../../model/json-equal.ts';
import { jsonText } from '../../../model/json-text.ts';
import { operationBadge } from '../../../sentences/what-happened.ts';
import { Badge } from '../../../shared/badge.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './operation-list.module.css';

/** Every use the handler made of the session, in order, with its values. */
export function OperationList({ record }: { record: RequestRecord }) {
  const t = useStrings().details;
  // An app that reports its sessions does not report reads, so the text does not claim that the session was not used.
  if (record.operations.length === 0 && record.engine === null) return null;
  return (
    <section aria-label={t.operations}>
      <h3 className={styles.title}>{t.operations}</h3>
      {record.operations.length === 0 ? (
        <p className={styles.muted}>{t.noOperations}</p>
      ) : (
        <ol className={styles.list}>
          {byPlace(record.operations).map(({ key, item }) => (
            <li key={key} className={styles.item}>
              <OperationLine operation={item} engine={record.engine} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function OperationLine({ operation, engine }: { operation: SessionOperation; engine: EngineName | null }) {
  const t = useStrings();
  const isSignedAgain = operation.op === 'regenerate' && engine === 'client-side';
  return (
    <>
      <Badge badge={operationBadge(operation.op, t.happened)} />
      <span className={styles.text}>
        {operation.key === undefined ? (
          t.details.operation[isSignedAgain ? 'signAgain' : operation.op]
        ) : (
          <span className={styles.code}>
            <HostileText text={operation.key} />
          </span>
        )}
        <OperationValues operation={operation} />
      </span>
    </>
  );
}

function OperationValues({ operation: { op, before, after } }: { operation: SessionOperation }) {
  const t = useStrings().details;
  const note = (text: string) => <span className={styles.muted}> · {text}</span>;
  const value = after ?? before;
  if (op === 'get') return value === undefined ? note(t.getHadNone) : <Value sign="→" text={jsonText(value)} />;
  if (op === 'pop') return before === undefined ? note(t.popHadNone) : <Value sign="→" text={jsonText(before)} />;
  if (op !== 'set' || after === undefined) return null;
  return (
    <>
      <Value sign="=" text={jsonText(after)} />
      {before !== undefined && note(jsonEqual(before, after) ? t.setSame : t.setWas(jsonText(before)))}
    </>
  );
}

/** `→`: the handler was given this value. `=`: the key has this value now. */
function Value({ sign, text }: { sign: '→' | '='; text: string }) {
  return (
    <span className={styles.code}>
      {` ${sign} `}
      <HostileText text={text} />
    </span>
  );
}
