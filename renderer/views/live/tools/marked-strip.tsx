import { Columns2, X } from 'lucide-react';
import type { LogEntry, RequestRecord } from '../../../../server/contract/log-entry.ts';
import { requestLine } from '../../../sentences/request-words.ts';
import styles from '../../../shared/compare/marked-strip.module.css';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { ToolState } from './use-tool-state.ts';

/** The marked request, and the way to compare it with the selected one. Empty without a marked request. */
export function MarkedStrip({ state, selected }: { state: ToolState; selected: LogEntry | undefined }) {
  const words = useStrings();
  const t = words.live.comparing;
  const { marked, tools, forgetMarked } = state;
  const other = selected?.kind === 'request' && selected.id !== marked?.id ? selected : null;
  return (
    <div role="status" className={styles.frame}>
      {marked !== null && (
        <div className={styles.strip}>
          <span className={styles.what}>
            <HostileText text={t.marked(nameOf(marked, words))} />
          </span>
          {other === null ? (
            <span className={styles.how}>{t.markedHow}</span>
          ) : (
            <Button onClick={() => tools.compare(other)}>
              <Columns2 size={14} />
              {t.with(words.details.of(other.id))}
            </Button>
          )}
          <IconButton label={t.forget} onClick={forgetMarked}>
            <X size={14} />
          </IconButton>
        </div>
      )}
    </div>
  );
}

function nameOf(record: RequestRecord, t: Strings): string {
  return `${t.details.of(record.id)} ${requestLine(record, t)} · ${record.actor.name}`;
}
