/** How well a text matches the query. */
export interface FuzzyMatch {
  /** Higher is better; to be compared among matches of the same words only. */
  readonly score: number;
  /** The characters that were typed, as stretches of the text in order: `[from, to)`. */
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * Searches a text for every word of a query, in any order and case: best at the start of a word, then anywhere, then as
 * letters in this order from the start of a word (`shse` matches `Show Sessions`). Null if a word does not match. An
 * empty query matches every text.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const lower = text.toLowerCase();
  let score = 0;
  const ranges: (readonly [number, number])[] = [];
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = wordAtStart(word, lower) ?? wordAnywhere(word, lower) ?? lettersInOrder(word, lower);
    if (found === null) return null;
    score += found.score;
    ranges.push(...found.ranges);
  }
  return { score, ranges: merged(ranges) };
}

const AT_START = 100;
const ANYWHERE = 60;
const IN_ORDER = 30;

function isStart(text: string, index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '');
}

function wordAtStart(word: string, text: string): FuzzyMatch | null {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isStart(text, at)) return { score: AT_START - Math.min(at, 20), ranges: [[at, at + word.length]] };
  }
  return null;
}

function wordAnywhere(word: string, text: string): FuzzyMatch | null {
  const at = text.indexOf(word);
  return at === -1 ? null : { score: ANYWHERE - Math.min(at, 20), ranges: [[at, at + word.length]] };
}

function lettersInOrder(word: string, text: string): FuzzyMatch | null {
  for (let start = text.indexOf(word.charAt(0)); start !== -1; start = text.indexOf(word.charAt(0), start + 1)) {
    if (!isStart(text, start)) continue;
    const ranges: [number, number][] = [];
    let at = start - 1;
    for (const letter of word) {
      at = nextPlace(letter, text, at + 1);
      if (at === -1) break;
      ranges.push([at, at + letter.length]);
    }
    if (at !== -1) return { score: Math.max(1, IN_ORDER - (at - start)), ranges };
  }
  return null;
}

/**
 * The index of the letter at `from` itself or at the next start of a word, else of its next occurrence. -1 without any.
 */
function nextPlace(letter: string, text: string, from: number): number {
  for (let at = text.indexOf(letter, from); at !== -1; at = text.indexOf(letter, at + 1)) {
    if (at === from || isStart(text, at)) return at;
  }
  return text.indexOf(letter, from);
}

function merged(ranges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const inOrder = [...ranges].sort(([one], [other]) => one - other);
  const result: [number, number][] = [];
  for (const [from, to] of inOrder) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
