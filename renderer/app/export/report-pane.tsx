import { useId } from 'react';
import type { ReportStrings } from '../../strings/en/export.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import pane from './preview-pane.module.css';
import { emptyText } from './preview-pane.tsx';
import styles from './report-pane.module.css';
import type { Choices } from './use-choices.ts';
import type { Preview } from './use-preview.ts';

/** The author's texts for a report. */
export interface Heading {
  readonly title: string;
  readonly author: string;
}

export interface ReportPaneProps {
  readonly heading: Heading;
  readonly onHeading: (heading: Heading) => void;
  readonly choices: Choices;
  readonly preview: Preview;
}

const MAX_CHARACTERS = 200;
/** As many as the inspector gives (server/export/report-entries.ts). */
const MOST_ENTRIES = 200;

/** The heading of the report, as text fields, and the content of the page. */
export function ReportPane({ heading, onHeading, choices, preview: { preview } }: ReportPaneProps) {
  const { report: t, exporting } = useStringsWithLater();
  const shown = preview?.ok === true ? preview : null;
  return (
    <div className={pane.pane}>
      <div className={pane.head}>
        <h3 className={pane.title}>{t.heading}</h3>
        <output className={pane.count}>
          {shown === null || shown.entries === 0 ? '' : exporting.entries(shown.entries, shown.isExact)}
        </output>
      </div>
      <div className={styles.body}>
        <Field
          label={t.titleField}
          value={heading.title}
          placeholder={choices.of === 'session' ? t.titleOfSession : t.titleOfLog}
          onChange={(title) => onHeading({ ...heading, title })}
        />
        <Field label={t.authorField} value={heading.author} onChange={(author) => onHeading({ ...heading, author })} />
        {shown?.entries === 0 ? <p className={styles.note}>{emptyText(choices, exporting)}</p> : <Contents t={t} />}
        {shown !== null && shown.entries > MOST_ENTRIES && <p className={styles.note}>{t.newestOnly(MOST_ENTRIES)}</p>}
      </div>
    </div>
  );
}

function Contents({ t }: { t: ReportStrings }) {
  return (
    <div>
      <h4 className={styles.holds}>{t.holds}</h4>
      <ul className={styles.contents}>
        {byPlace(t.contents).map(({ key, item }) => (
          <li key={key}>{item}</li>
        ))}
      </ul>
      <p className={styles.note}>{t.alone}</p>
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, value, placeholder, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={styles.input}
        value={value}
        maxLength={MAX_CHARACTERS}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
