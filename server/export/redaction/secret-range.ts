import type { SecretKind } from '../../contract/pseudonym.ts';
import type { Pseudonymize } from './pseudonym.ts';

/**
 * A range of a text that must be replaced: `start` to `end` in UTF-16 code units, and the plain secret that it
 * represents.
 */
export type SecretRange = {
  start: number;
  end: number;
  kind: SecretKind;
  secret: string;
  /** An ordinary text under the name of a secret. It is replaced here, but not searched for elsewhere. */
  isLocal?: boolean;
};

/**
 * The text with each range replaced by the pseudonym of its secret. Ranges may be in any order and overlap: a range
 * inside another is dropped, and two that cross are merged. Of equal ranges, the first in the list decides the
 * pseudonym.
 */
export function replaceRanges(text: string, ranges: readonly SecretRange[], pseudonymize: Pseudonymize): string {
  let replaced = '';
  let kept = 0;
  for (const range of merge(text, ranges)) {
    replaced += text.slice(kept, range.start) + pseudonymize(range.kind, range.secret);
    kept = range.end;
  }
  return replaced + text.slice(kept);
}

function merge(text: string, ranges: readonly SecretRange[]): SecretRange[] {
  const sorted = ranges.filter((range) => range.start < range.end);
  sorted.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: SecretRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.start >= last.end) merged.push(range);
    else if (range.end > last.end) {
      merged[merged.length - 1] = { ...last, end: range.end, secret: text.slice(last.start, range.end) };
    }
  }
  return merged;
}
