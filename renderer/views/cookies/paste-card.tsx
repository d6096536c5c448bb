import { ShieldCheck, X } from 'lucide-react';
import type { Decoding } from '../../../server/contract/workbench.ts';
import { type Bench, changeBench, putOnBench } from '../../navigation/bench.ts';
import { MAX_TEXT } from '../../shared/cookie/use-decoding.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import view from './cookies-view.module.css';
import styles from './paste-card.module.css';

/** A block of headers has more lines; then the field scrolls. */
const MAX_ROWS = 8;

/** The field for a cookie in any form. Line breaks are kept, because they separate headers. */
export function PasteCard({ bench, decoding }: { bench: Bench; decoding: Decoding | null }) {
  const t = useCookieStrings();
  const isTooLong = bench.text.length > MAX_TEXT;
  const isBare = decoding !== null && decoding.others.length === 0 && isNameless(bench, decoding);
  return (
    <section className={view.card} aria-label={t.paste}>
      <div className={styles.row}>
        <textarea
          className={`${view.field} ${styles.text}`}
          rows={Math.min(MAX_ROWS, bench.text.split('\n').length)}
          wrap="off"
          aria-label={t.paste}
          aria-invalid={isTooLong}
          placeholder={t.pastePlaceholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={bench.text}
          onChange={(event) => putOnBench(event.target.value, null)}
        />
        {isBare && (
          <div className={styles.name}>
            <span className={view.label}>{t.name}</span>
            <TextField
              label={t.name}
              value={bench.name ?? ''}
              onChange={(name) => changeBench({ name: name === '' ? null : name })}
            />
          </div>
        )}
        {bench.text !== '' && (
          <IconButton label={t.clearPaste} isFramed onClick={() => putOnBench('', null)}>
            <X size={15} />
          </IconButton>
        )}
      </div>
      {isTooLong && <p className={view.error}>{t.tooLong(MAX_TEXT)}</p>}
      <p className={styles.promise}>
        <ShieldCheck size={14} />
        {t.staysHere}
      </p>
    </section>
  );
}

/** Whether the text is a value without a name: the name is unknown, or was given beside the text. */
function isNameless({ text, name }: Bench, { decoded }: Decoding): boolean {
  return decoded.name === null || (decoded.name === name && !text.includes(`${name}=`));
}
