import type { RefObject } from 'react';
import type { FilterError, FilterTerm } from '../../../server/contract/filter/filter.ts';
import styles from './filter-field.module.css';

export interface FilterHighlightProps {
  readonly text: string;
  readonly terms: readonly FilterTerm[];
  readonly errors: readonly FilterError[];
  readonly layerRef: RefObject<HTMLDivElement | null>;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly kind: 'plain' | 'term' | 'error';
  readonly isNegated: boolean;
}

/** The text of the field once more, behind it and unseen: each term has its ground, each error its line. */
export function FilterHighlight({ text, terms, errors, layerRef }: FilterHighlightProps) {
  return (
    <div ref={layerRef} className={styles.highlight} aria-hidden="true">
      {piecesOf(text.length, terms, errors).map(({ from, to, kind, isNegated }) => (
        <span key={from} data-kind={kind} data-negated={isNegated || undefined} className={styles.piece}>
          {text.slice(from, to)}
        </span>
      ))}
    </div>
  );
}

/**
 * An error may be within a token that is not a term. A term that the inspector refused is both, and is shown as an
 * error.
 */
function piecesOf(length: number, terms: readonly FilterTerm[], errors: readonly FilterError[]): Piece[] {
  const marked: Piece[] = [
    ...terms
      .filter((term) => !errors.some(({ from, to }) => from < term.to && to > term.from))
      .map(({ from, to, isNegated }): Piece => ({ from, to, kind: 'term', isNegated })),
    ...errors.map(({ from, to }): Piece => ({ from, to, kind: 'error', isNegated: false })),
  ].sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of marked) {
    if (piece.from > at) pieces.push({ from: at, to: piece.from, kind: 'plain', isNegated: false });
    pieces.push(piece);
    at = piece.to;
  }
  return at < length ? [...pieces, { from: at, to: length, kind: 'plain', isNegated: false }] : pieces;
}
