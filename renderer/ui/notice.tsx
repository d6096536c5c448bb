import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from './icon-button.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'warn' | 'error' | 'good';
  readonly children: ReactNode;
  /** A thing to do about it. */
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

const ICONS = { info: Info, warn: TriangleAlert, error: CircleAlert, good: CircleCheck };

/** A line of information about its place. The component that shows it decides whether it is announced. */
export function Notice({ tone, children, action, onDismiss }: NoticeProps) {
  const t = useStrings().shell;
  const Icon = ICONS[tone];
  return (
    <div className={styles.notice} data-tone={tone}>
      <Icon size={15} />
      <div className={styles.text}>{children}</div>
      {action}
      {onDismiss !== undefined && (
        <IconButton label={t.dismiss} onClick={onDismiss}>
          <X size={14} />
        </IconButton>
      )}
    </div>
  );
}
