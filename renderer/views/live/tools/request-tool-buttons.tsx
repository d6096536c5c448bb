import { Pin, PinOff, RotateCw } from 'lucide-react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './request-tool-buttons.module.css';
import { useRequestTools } from './request-tools.ts';

/** The actions on the request whose details are open. */
export function RequestToolButtons({ record }: { record: RequestRecord }) {
  const t = useStrings().requests;
  const tools = useRequestTools();
  const isPinned = useInspector(({ pinned }) => pinned.some(({ id }) => id === record.id));
  const isFile = useRecording() !== null;
  if (isFile) return null;
  return (
    <fieldset aria-label={t.tools} className={styles.tools}>
      <IconButton label={t.resend} onClick={() => tools.resend(record)}>
        <RotateCw size={14} />
      </IconButton>
      <IconButton label={isPinned ? t.unpin : t.pin} onClick={() => tools.togglePin(record)}>
        {isPinned ? <PinOff size={14} /> : <Pin size={14} />}
      </IconButton>
    </fieldset>
  );
}
