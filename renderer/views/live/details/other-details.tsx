import { useRef } from 'react';
import type { EditEntry } from '../../../../server/contract/log-entry.ts';
import { entrySentence, type OtherEntry } from '../../../sentences/entry-sentence.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { TreeGrid } from '../../../ui/tree-grid.tsx';
import { useEscape } from '../../../ui/use-escape.ts';
import { DetailsTools } from './details-tools.tsx';
import styles from './other-details.module.css';

export interface OtherDetailsProps {
  readonly entry: OtherEntry;
  readonly onClose: () => void;
}

/** An entry that is not a request: its whole sentence, and for an edit the value before and after. */
export function OtherDetails({ entry, onClose }: OtherDetailsProps) {
  const t = useStrings();
  const frame = useRef<HTMLDivElement>(null);
  useEscape(frame, onClose);
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.bar}>
        <DetailsTools id={entry.id} wrap={null} onClose={onClose} />
      </div>
      <div className={styles.body}>
        <p className={styles.lead}>
          <HostileText text={entrySentence(entry, t)} />
        </p>
        {entry.kind === 'edit' && entry.key !== undefined && <EditedKey entry={entry} name={entry.key} />}
        <p className={styles.muted}>{t.details.notRequest}</p>
      </div>
    </div>
  );
}

function EditedKey({ entry, name }: { entry: EditEntry; name: string }) {
  const t = useStrings().details;
  const before = entry.before === undefined ? {} : { [name]: entry.before };
  const after = entry.after === undefined ? {} : { [name]: entry.after };
  return <TreeGrid label={t.treeLabel} before={before} after={{ value: after }} isWrapped />;
}
