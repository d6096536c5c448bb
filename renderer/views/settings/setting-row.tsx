import { CircleAlert, Info, RotateCcw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './setting-row.module.css';

/** A remark on the present value of a setting. */
export interface RowNote {
  readonly text: ReactNode;
  /**
   * `warn`: data can be lost or exposed. `info`: the setting has no effect, or more effect than expected. `error`: the
   * value could not be applied.
   */
  readonly tone: 'warn' | 'info' | 'error';
}

export interface SettingRowProps {
  readonly name: string;
  /** Whether the name is an identifier of a framework and is shown as code. */
  readonly isCode?: boolean;
  /** A sentence about its purpose. */
  readonly why: string;
  /** Its default, as the control shows it. */
  readonly first: string;
  /** The default of the framework that it belongs to, where that is another one. */
  readonly frameworkFirst?: { readonly of: string; readonly value: string };
  readonly isChanged: boolean;
  /** Absent if the control can reset the value itself. */
  readonly onReset?: () => void;
  readonly notes?: readonly RowNote[];
  /** The control that changes the value. */
  readonly children: ReactNode;
}

const ICONS = { warn: TriangleAlert, info: Info, error: CircleAlert };

/** One setting: its name and purpose, its control, its default, and the remarks on its present value. */
export function SettingRow(props: SettingRowProps) {
  const { name, isCode = false, why, first, frameworkFirst, isChanged, onReset, notes, children } = props;
  const t = useStringsWithLater().settings;
  return (
    <div className={styles.row} data-setting={name} data-changed={isChanged || undefined}>
      <div className={styles.words}>
        <p className={styles.head}>
          {isCode ? <code className={styles.code}>{name}</code> : <span className={styles.name}>{name}</span>}
          {isChanged && <span className={styles.mark}>{t.changed}</span>}
        </p>
        <p className={styles.why}>{why}</p>
      </div>
      <div className={styles.control}>
        {children}
        <p className={styles.first}>
          {frameworkFirst === undefined
            ? t.defaultIs(first)
            : t.defaultsAre(first, frameworkFirst.of, frameworkFirst.value)}
          {isChanged && onReset !== undefined && (
            <IconButton label={t.reset(name)} onClick={onReset}>
              <RotateCcw size={13} />
            </IconButton>
          )}
        </p>
      </div>
      {byPlace(notes ?? []).map(({ key, item }) => (
        <RowNoteLine key={key} text={item.text} tone={item.tone} />
      ))}
    </div>
  );
}

function RowNoteLine({ text, tone }: RowNote) {
  const Icon = ICONS[tone];
  return (
    <p className={styles.note} data-tone={tone}>
      <Icon size={14} />
      <span>{text}</span>
    </p>
  );
}
