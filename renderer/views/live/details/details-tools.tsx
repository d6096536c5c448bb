import { WrapText, X } from 'lucide-react';
import { GroupMenuButton } from '../../../commands/group-menu.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './details-tools.module.css';

export interface DetailsToolsProps {
  readonly id: number;
  /** Null if the tab has no lines to wrap. */
  readonly wrap: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void } | null;
  readonly onClose: () => void;
}

/** The number of the entry, and how its details are shown. */
export function DetailsTools({ id, wrap, onClose }: DetailsToolsProps) {
  const t = useStrings().details;
  return (
    <div className={styles.tools}>
      <span className={styles.id}>{t.of(id)}</span>
      {wrap !== null && (
        <IconButton label={t.wrap} aria-pressed={wrap.isOn} onClick={() => wrap.onChange(!wrap.isOn)}>
          <WrapText size={15} />
        </IconButton>
      )}
      <GroupMenuButton group="request" />
      <IconButton label={t.close} onClick={onClose}>
        <X size={15} />
      </IconButton>
    </div>
  );
}
