import { Bookmark, BookmarkCheck, X } from 'lucide-react';
import { useState } from 'react';
import { printTerm } from '../../../server/contract/filter/print.ts';
import { useFilter, useFiltered, useInspector } from '../../data/use-inspector.ts';
import { withoutTerm } from '../../model/filter-text.ts';
import { visibleText } from '../../model/visible-text.ts';
import { termText } from '../../sentences/filter-errors.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './filter-strip.module.css';
import { useSavedFilters } from './use-saved-filters.ts';

/** More than this missing from the index is worth a word. */
const MANY = 1_000;

/** Over the table, while a filter is in force: how many hold, and each term, to be taken away one by one. */
export function FilterStrip() {
  const t = useStrings().filter;
  const filter = useFilter();
  const { text, parsed, applied, phase, matched, isComplete, notIndexed } = useFiltered((state) => state);
  const total = useInspector((state) => state.status?.requestCount ?? 0);
  const saved = useSavedFilters();
  const [toggled, setToggled] = useState<string | null>(null);
  if (applied === '') return null;
  const isSaved = saved.has(applied);
  const toggle = () => {
    saved.toggle(applied);
    setToggled(applied);
  };
  return (
    <fieldset aria-label={t.inForce} className={styles.strip}>
      <output className={styles.count}>
        {phase === 'searching' && matched === 0
          ? t.searching
          : isComplete
            ? t.found(matched, Math.max(total, matched))
            : t.foundSoFar(matched)}
      </output>
      <ul className={styles.terms}>
        {parsed.terms.map((term) => {
          const shown = termText(term, t);
          return (
            <li
              key={`${term.from} ${printTerm(term)}`}
              className={styles.term}
              data-negated={term.isNegated || undefined}
            >
              <span className={styles.text}>
                <HostileText text={shown} />
              </span>
              <button
                type="button"
                className={styles.remove}
                aria-label={t.remove(visibleText(shown))}
                onClick={() => filter.setText(withoutTerm(text, term), true)}
              >
                <X size={12} />
              </button>
            </li>
          );
        })}
      </ul>
      {notIndexed > MANY && <span className={styles.note}>{t.notIndexed(notIndexed)}</span>}
      <output className={styles.note}>{toggled === applied && (isSaved ? t.saved : t.forgotten)}</output>
      <IconButton label={isSaved ? t.forget : t.save} aria-pressed={isSaved} onClick={toggle}>
        {isSaved ? <BookmarkCheck size={15} /> : <Bookmark size={15} />}
      </IconButton>
      <IconButton label={t.clear} onClick={() => filter.setText('', true)}>
        <X size={15} />
      </IconButton>
    </fieldset>
  );
}
