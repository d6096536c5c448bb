import { type FormEvent, useState } from 'react';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './app-facts.module.css';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const NO_COLUMN = '';

/** Asks which table of the attached database has the sessions, and which of its columns hold what. */
export function StoreColumnsForm({ id, tables, onDone }: { id: string; tables: readonly Table[]; onDone: () => void }) {
  const t = useWatchStrings();
  const { changeWatched } = useCommands();
  const [table, setTable] = useState(tables.find(({ name }) => /sess|login/i.test(name)) ?? tables[0]);
  const [chosen, setChosen] = useState<Partial<Record<'key' | 'value' | 'expiry', string>>>({});
  const columns = table?.columns ?? [];
  const key = chosen.key ?? columns[0] ?? '';
  const value = chosen.value ?? columns[1] ?? '';
  const expiry = chosen.expiry ?? NO_COLUMN;
  const use = async (event: FormEvent) => {
    event.preventDefault();
    if (table === undefined) return;
    const storeColumns = { table: table.name, key, value, expiry: expiry === NO_COLUMN ? null : expiry };
    await changeWatched({ id, storeColumns });
    onDone();
  };
  const choice = (name: 'key' | 'value' | 'expiry', label: string, current: string, mayBeNone: boolean) => (
    <Choice
      label={label}
      value={current}
      options={[...(mayBeNone ? [NO_COLUMN] : []), ...columns]}
      onChange={(column) => setChosen({ ...chosen, [name]: column })}
    />
  );
  return (
    <form className={styles.columns} onSubmit={(event) => void use(event)}>
      <Choice
        label={t.columnsTable}
        value={table?.name ?? ''}
        options={tables.map(({ name }) => name)}
        onChange={(name) => {
          setTable(tables.find((one) => one.name === name));
          setChosen({});
        }}
      />
      {choice('key', t.columnsKey, key, false)}
      {choice('value', t.columnsValue, value, false)}
      {choice('expiry', t.columnsExpiry, expiry, true)}
      <Button look="primary" type="submit" isUnavailable={key === '' || value === '' || key === value}>
        {t.columnsRead}
      </Button>
      <Button onClick={onDone}>{t.cancel}</Button>
    </form>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly string[];
  onChange: (value: string) => void;
}) {
  const t = useWatchStrings();
  return (
    <label className={styles.choice}>
      <span>{label}</span>
      <select className={styles.select} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option === NO_COLUMN ? t.columnsNone : option}
          </option>
        ))}
      </select>
    </label>
  );
}
