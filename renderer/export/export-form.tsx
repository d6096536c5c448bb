import { type FormEvent, useId, useState } from 'react';
import type { ExportFormat } from '../../server/contract/export-options.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import styles from './export-form.module.css';
import { startDownload } from './start-download.ts';

export interface ExportFormProps {
  readonly onCancel: () => void;
  readonly onStarted: (fileName: string) => void;
}

const FORMATS: readonly ExportFormat[] = ['ndjson', 'csv', 'har'];

/** The choices of an export: the format, and whether secrets leave the machine as they are. */
export function ExportForm({ onCancel, onStarted }: ExportFormProps) {
  const t = useStrings().exporting;
  const { prepareExport } = useCommands();
  const baseId = useId();
  const [format, setFormat] = useState<ExportFormat>('ndjson');
  const [raw, setRaw] = useState(false);
  const [isPreparing, setIsPreparing] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isPreparing) return;
    setIsPreparing(true);
    const ticket = await prepareExport({ format, raw, scope: { of: 'all' } });
    setIsPreparing(false);
    if (ticket === null || !ticket.ok) return onCancel();
    startDownload(ticket.path, ticket.fileName);
    onStarted(ticket.fileName);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <fieldset aria-label={t.format} className={styles.formats}>
        {FORMATS.map((name) => (
          <label key={name} className={styles.choice}>
            <input
              type="radio"
              name={`${baseId}-format`}
              className={styles.box}
              checked={format === name}
              onChange={() => setFormat(name)}
              aria-labelledby={`${baseId}-${name}`}
              aria-describedby={`${baseId}-${name}-why`}
            />
            <span id={`${baseId}-${name}`} className={styles.name}>
              {t.formats[name].name}
            </span>
            <span id={`${baseId}-${name}-why`} className={styles.why}>
              {t.formats[name].why}
            </span>
          </label>
        ))}
      </fieldset>
      <label className={styles.secrets} data-on={raw || undefined}>
        <input
          type="checkbox"
          className={styles.box}
          checked={raw}
          onChange={(event) => setRaw(event.target.checked)}
          aria-labelledby={`${baseId}-raw`}
          aria-describedby={`${baseId}-raw-why`}
        />
        <span id={`${baseId}-raw`} className={styles.name}>
          {t.secrets}
        </span>
        <output id={`${baseId}-raw-why`} className={styles.why}>
          {raw ? t.secretsOn : t.secretsOff}
        </output>
      </label>
      <div className={styles.buttons}>
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button look="primary" type="submit" isUnavailable={isPreparing}>
          {isPreparing ? t.saving : t.save}
        </Button>
      </div>
    </form>
  );
}
