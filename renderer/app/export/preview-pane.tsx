import type { ExportStrings } from '../../strings/en/export.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './preview-pane.module.css';
import type { Choices } from './use-choices.ts';
import type { Preview } from './use-preview.ts';

/** The exact start of the file, its number of entries and its size; or why there is no preview. */
export function PreviewPane({ choices, preview: { state, preview } }: { choices: Choices; preview: Preview }) {
  const t = useStringsWithLater().exporting;
  const shown = preview?.ok === true ? preview : null;
  const isEmpty = shown?.entries === 0;
  return (
    <div className={styles.pane} data-loading={state === 'loading' || undefined}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t.preview}</h3>
        <output className={styles.count}>
          {shown === null || isEmpty ? '' : `${t.entries(shown.entries, shown.isExact)} · ${t.size(shown.bytes)}`}
        </output>
      </div>
      {state === 'unanswered' && <p className={styles.message}>{t.noPreview}</p>}
      {shown === null && state === 'loading' && <p className={styles.message}>{t.previewLoading}</p>}
      {isEmpty && <p className={styles.message}>{emptyText(choices, t)}</p>}
      {shown !== null && !isEmpty && state !== 'unanswered' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <section className={styles.scroller} tabIndex={0} aria-label={t.preview}>
          <pre className={styles.lines}>
            {byPlace(shown.lines).map(({ key, item: { text, cut } }) => (
              <span key={key} className={styles.line}>
                <HostileText text={text} />
                {cut > 0 && <span className={styles.cut}> {t.previewRest(cut)}</span>}
              </span>
            ))}
            {!shown.isWhole && <span className={styles.cut}>{t.previewMore}</span>}
          </pre>
        </section>
      )}
    </div>
  );
}

/** Why the export would be empty. */
export function emptyText({ of }: Choices, t: ExportStrings): string {
  return { all: t.emptyLog, filter: t.nothingFound, session: t.nothingOfSession }[of];
}
