import { ChevronUp } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useStrings } from '../../../strings/use-strings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './timeline-bar.module.css';

export interface TimelineBarProps {
  readonly onClose: () => void;
  /** Buttons. */
  readonly tools: ReactNode;
  /** The elements between the title and the buttons. */
  readonly children?: ReactNode;
}

/** The head of the timeline. */
export function TimelineBar({ onClose, tools, children }: TimelineBarProps) {
  const t = useStrings().timeline;
  return (
    <header className={styles.bar}>
      <h2 className={styles.title}>{t.title}</h2>
      {children}
      <div className={styles.tools}>
        {tools}
        <HideButton onClick={onClose} />
      </div>
    </header>
  );
}

const HideButton = memo(function HideButton({ onClick }: { onClick: () => void }) {
  const t = useStrings().timeline;
  return (
    <IconButton label={t.collapse} aria-expanded={true} onClick={onClick}>
      <ChevronUp size={15} />
    </IconButton>
  );
});
