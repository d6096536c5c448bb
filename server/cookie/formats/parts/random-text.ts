const LEAST_DISTINCT = 8;
/** Of the neighbours in random letters of both cases and digits two thirds differ in kind; in words few do. */
const MIXED_SURELY = 0.42;
const MIXED_WITH_DIGITS = 0.35;
/** Of the neighbours in random digits and letters of one case two fifths differ in kind. */
const SINGLE_CASE = 0.15;

/**
 * Whether the letters and digits of a text look random: many different ones, with frequent changes between lower case,
 * upper case and digits. Words, dates, numbers and repetitions do not. It judges texts of 20 characters or more, and
 * the result is a guess.
 */
export function looksRandom(text: string): boolean {
  const hasDigits = (text.match(/\d/g)?.length ?? 0) >= 2;
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
  if (new Set(text).size < LEAST_DISTINCT || (!isMixed && !(hasDigits && /[A-Za-z]/.test(text)))) return false;
  const share = shareOfChanges(text);
  if (!isMixed) return share >= SINGLE_CASE;
  return share >= (hasDigits ? MIXED_WITH_DIGITS : MIXED_SURELY);
}

/** How many of the neighbouring letters and digits differ in kind, from 0 to 1. */
function shareOfChanges(text: string): number {
  let [pairs, changes] = [0, 0];
  let before: Kind | null = null;
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (before !== null && kind !== null) {
      pairs++;
      if (kind !== before) changes++;
    }
    before = kind;
  }
  return pairs === 0 ? 0 : changes / pairs;
}

type Kind = 'digit' | 'small' | 'capital';

function kindOf(code: number): Kind | null {
  if (code >= 0x30 && code <= 0x39) return 'digit';
  if (code >= 0x61 && code <= 0x7a) return 'small';
  return code >= 0x41 && code <= 0x5a ? 'capital' : null;
}
