import { useStringsWithLater } from '../../strings/with-later.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SessionRowsQuery } from './session-rows.ts';
import styles from './sessions-view.module.css';

export interface SessionFinderProps {
  readonly query: SessionRowsQuery;
  readonly onChange: (query: SessionRowsQuery) => void;
}

/** Which sessions the table shows: those with a text in them, those that somebody holds. */
export function SessionFinder({ query, onChange }: SessionFinderProps) {
  const t = useStringsWithLater().sessions.find;
  return (
    <search aria-label={t.title} className={styles.finder}>
      <TextField
        label={t.text}
        placeholder={t.text}
        value={query.text}
        onChange={(text) => onChange({ ...query, text })}
      />
      <Segmented
        label={t.state}
        value={query.state}
        options={(['all', 'held', 'free'] as const).map((value) => ({ value, label: t.states[value] }))}
        onChange={(state) => onChange({ ...query, state })}
      />
    </search>
  );
}
