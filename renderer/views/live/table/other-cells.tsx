import { FileWarning, Info, Pencil, Unplug } from 'lucide-react';
import { entryAtMs, entrySentence, type OtherEntry } from '../../../sentences/entry-sentence.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './other-cells.module.css';

const ICONS = { gap: Unplug, edit: Pencil, notice: Info, unreadable: FileWarning };

/** An entry that is not a request, as a sentence over the whole row. */
export function OtherCells({ entry, columnCount }: { entry: OtherEntry; columnCount: number }) {
  const t = useStrings();
  const Icon = ICONS[entry.kind];
  return (
    <td colSpan={columnCount} className={styles.cell} data-kind={entry.kind}>
      <span className={styles.time}>{t.format.timeOfDay(entryAtMs(entry))}</span>
      <Icon size={14} />
      <span className={styles.text}>
        <HostileText text={entrySentence(entry, t)} />
      </span>
    </td>
  );
}
