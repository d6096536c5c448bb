import { type FormEvent, useId, useState } from 'react';
import type { ScopeRefusal } from '../../../server/contract/export-results.ts';
import type { ExportWish } from '../../navigation/open-export.ts';
import { errorSentence } from '../../sentences/filter-errors.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import styles from './export-form.module.css';
import { OptionCard } from './option-card.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { ReportPane } from './report-pane.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import { EXPORT_KINDS, useChoices } from './use-choices.ts';
import type { ExportRunner } from './use-export-run.ts';
import { usePreview } from './use-preview.ts';
import { useReportMaker } from './use-report-maker.ts';

export interface ExportFormProps {
  readonly wish: ExportWish;
  readonly runner: ExportRunner;
  readonly onCancel: () => void;
}

/** The choices of an export: the part of the log, the format, whether secrets are included; and the resulting file. */
export function ExportForm({ wish, runner, onCancel }: ExportFormProps) {
  const t = useStringsWithLater().exporting;
  const formatName = useId();
  const choices = useChoices(wish);
  const { kind, raw, scope } = choices;
  const preview = usePreview(kind, raw, scope);
  const makeReport = useReportMaker();
  const [heading, setHeading] = useState({ title: '', author: '' });
  const { run } = runner;
  const isPreparing = run.phase === 'preparing';
  const shown = preview.preview;
  const isReady = !isPreparing && shown?.ok === true && shown.entries > 0;
  const refusal = shown?.ok === false ? shown : run.phase === 'idle' ? run.refusal : null;

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    if (kind === 'report') void runner.startMade(() => makeReport({ scope, raw, ...heading }));
    else void runner.start({ format: kind, raw, scope, draft: shown.draft });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <div className={styles.columns}>
        <div className={styles.choices}>
          <Part title={t.what}>
            <ScopeChoice choices={choices} />
          </Part>
          <Part title={t.format}>
            <fieldset aria-label={t.format} className={styles.group}>
              {EXPORT_KINDS.map((each) => (
                <OptionCard
                  key={each}
                  type="radio"
                  name={formatName}
                  isChosen={kind === each}
                  onChoose={() => choices.chooseKind(each)}
                  label={t.formats[each].name}
                  why={t.formats[each].why}
                />
              ))}
            </fieldset>
          </Part>
        </div>
        <div className={styles.choices}>
          {kind === 'report' ? (
            <ReportPane heading={heading} onHeading={setHeading} choices={choices} preview={preview} />
          ) : (
            <PreviewPane choices={choices} preview={preview} />
          )}
          <div className={styles.group}>
            <OptionCard
              type="checkbox"
              isChosen={raw}
              onChoose={choices.setRaw}
              label={t.secrets}
              why={<output>{raw ? t.secretsOn : t.secretsOff}</output>}
              isDangerous
            />
          </div>
        </div>
      </div>
      <div className={styles.buttons}>
        {refusal !== null && <Errors refusal={refusal} />}
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button look={raw ? 'danger' : 'primary'} type="submit" isUnavailable={!isReady}>
          {isPreparing ? t.preparing : raw ? t.saveRaw : t.save}
        </Button>
      </div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{title}</h3>
      {children}
    </div>
  );
}

/** The errors of the inspector on the filter. */
function Errors({ refusal }: { refusal: ScopeRefusal }) {
  const t = useStrings().filter;
  return <output className={styles.errors}>{refusal.errors.map((error) => errorSentence(error, t)).join(' ')}</output>;
}
