import { ShieldCheck, X } from 'lucide-react';
import type { Decoding } from '../../../server/contract/workbench.ts';
import { type Bench, changeBench, putOnBench } from '../../navigation/bench.ts';
import { MAX_TEXT } from '../../shared/cookie/use-decoding.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import view from './cookies-view.module.css';
import styles from './paste-card.module.css';

/** Where a cookie is pasted, in whatever form people have it. */
export function PasteCard({ bench, decoding }: { bench: Bench; decoding: Decoding | null }) {
  const t = useCookieStrings();
  const isTooLong = bench.text.length > MAX_TEXT;
  const isBare = decoding !== null && decoding.others.length === 0 && isNameless(bench, decoding);
  return (
    <section className={view.card} aria-label={t.paste}>
      <div className={styles.row}>
        <input
          type="text"
          className={view.field}
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

/** The text is a value without a name: the name that was decoded is none, or the one that was given beside it. */
function isNameless(bench: Bench, { decoded }: Decoding): boolean {
  return decoded.rawValue === bench.text.trim() && (decoded.name === null || decoded.name === bench.name);
}
