import { ArrowLeftRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePreference } from '../../data/use-preference.ts';
import { jsonEqual } from '../../model/json-equal.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import { type ComparedPart, differingParts } from './compared.ts';
import styles from './comparison.module.css';

export interface ComparisonProps {
  readonly parts: readonly ComparedPart[];
  /** The headings of the two sides. */
  readonly heads: readonly [ReactNode, ReactNode];
  readonly onSwap: () => void;
}

/** Two objects side by side, part by part, with the differences marked; equal parts can be hidden. */
export function Comparison({ parts, heads, onSwap }: ComparisonProps) {
  const t = useStringsWithLater().compare;
  const [hidesSame, setHidesSame] = usePreference('compare-only-differences', (stored) => stored === 'true');
  const count = differingParts(parts);
  return (
    <div className={styles.comparison}>
      <div className={styles.bar}>
        <p role="status">{t.differ(count, parts.length)}</p>
        <label className={styles.only}>
          <input type="checkbox" checked={hidesSame} onChange={(event) => setHidesSame(event.target.checked)} />
          {t.onlyDifferences}
        </label>
        <Button onClick={onSwap}>
          <ArrowLeftRight size={14} />
          {t.swap}
        </Button>
      </div>
      <div className={styles.heads}>
        <div className={styles.head}>
          <span className={styles.letter}>{t.sides[0]}</span>
          {heads[0]}
        </div>
        <div className={styles.head}>
          <span className={styles.letter}>{t.sides[1]}</span>
          {heads[1]}
        </div>
      </div>
      {parts.map((part) => (
        <Part key={part.id} part={part} hidesSame={hidesSame} />
      ))}
    </div>
  );
}

function Part({ part: { title, a, b }, hidesSame }: { part: ComparedPart; hidesSame: boolean }) {
  const t = useStringsWithLater().compare;
  const isSame = jsonEqual(a, b);
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.title}>
        {title}
        <span className={styles.verdict} data-same={isSame || undefined}>
          {isSame ? t.same : t.different}
        </span>
      </h3>
      {!(hidesSame && isSame) && (
        <TreeGrid
          label={title}
          before={a}
          after={{ value: b }}
          heads={t.sides}
          hidesSame={hidesSame}
          isWrapped
          emptyText={t.nothing}
        />
      )}
    </section>
  );
}
