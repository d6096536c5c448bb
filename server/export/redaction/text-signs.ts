/** What one pass over a text finds, so that most rules need not search it. */
export interface TextSigns {
  /**
   * Whether the text contains this sign: a punctuation mark of ASCII other than `-` and `_`, a blank, a tab or a line
   * break.
   */
  has(sign: string): boolean;
  /** Whether the text contains a character beyond ASCII. */
  readonly isWide: boolean;
  /** The length of the longest run of letters, digits, `_` and `-`; and of these with `+`, `/`, `%` and `~`. */
  readonly longestWord: number;
  readonly longestRun: number;
}

const OTHER = 0;
const OF_WORD = 1;
const OF_RUN = 2;
/** The kind of each ASCII character, and the bit of each sign in one of two numbers. */
const KINDS = new Uint8Array(128);
const FIRST_BITS = new Int32Array(128);
const SECOND_BITS = new Int32Array(128);
const SIGNS = '\t\n !"#$%&\'()*+,./:;<=>?@[\\]^`{|}~\r';
for (let code = 0; code < 128; code++) {
  if (/[A-Za-z0-9_-]/.test(String.fromCharCode(code))) KINDS[code] = OF_WORD;
  else KINDS[code] = /[+/%~]/.test(String.fromCharCode(code)) ? OF_RUN : OTHER;
}
for (const [at, sign] of [...SIGNS].entries()) {
  (at < 31 ? FIRST_BITS : SECOND_BITS)[sign.charCodeAt(0)] = 1 << (at % 31);
}

/** The signs of a text. */
export function signsOf(text: string): TextSigns {
  let [first, second, word, run, longestWord, longestRun, wide] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (KINDS[code] as number) : OTHER;
    wide |= code & ~127;
    if (kind === OF_WORD) {
      if (++word > longestWord) longestWord = word;
      if (++run > longestRun) longestRun = run;
      continue;
    }
    word = 0;
    if (kind === OF_RUN) {
      if (++run > longestRun) longestRun = run;
    } else run = 0;
    first |= FIRST_BITS[code & 127] as number;
    second |= SECOND_BITS[code & 127] as number;
  }
  return new Signs(first, second, wide !== 0, longestWord, longestRun);
}

class Signs implements TextSigns {
  readonly #first: number;
  readonly #second: number;
  readonly isWide: boolean;
  readonly longestWord: number;
  readonly longestRun: number;

  constructor(first: number, second: number, isWide: boolean, longestWord: number, longestRun: number) {
    this.#first = first;
    this.#second = second;
    this.isWide = isWide;
    this.longestWord = longestWord;
    this.longestRun = longestRun;
  }

  has(sign: string): boolean {
    const code = sign.charCodeAt(0);
    return ((this.#first & (FIRST_BITS[code] ?? 0)) | (this.#second & (SECOND_BITS[code] ?? 0))) !== 0;
  }
}
