import { Columns3Cog } from 'lucide-react';
import { useStrings } from '../../../strings/use-strings.ts';
import { CheckboxMenu } from '../../../ui/checkbox-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LOG_COLUMNS, type LogColumn } from './log-columns.ts';
import styles from './request-log.module.css';
import type { LogColumns } from './use-log-columns.ts';

/** Which columns the table has, chosen at the end of its head. */
export function ColumnMenu({ table }: { table: LogColumns }) {
  const t = useStrings().live;
  return (
    <div className={styles.columns}>
      <CheckboxMenu
        items={LOG_COLUMNS.map((id) => ({ id, label: t.columns[id], isOn: table.shown.includes(id) }))}
        onToggle={(id) => table.toggle(id as LogColumn)}
        reset={{ label: t.defaultColumns, onReset: table.reset }}
        trigger={
          <IconButton label={t.chooseColumns}>
            <Columns3Cog size={14} />
          </IconButton>
        }
      />
    </div>
  );
}
