export type CutProblem = 'too-large' | 'too-deep';

/** The state of a value that has started. */
export class CutScan {
  readonly kind: 'key' | 'string' | 'scalar' | 'container';
  readonly isWanted: boolean;
  readonly line: number;
  readonly #maxBytes: number;
  #kept: Uint8Array[] = [];
  #bytes = 0;
  depth = 0;
  isInString = false;
  isEscaped = false;
  problem: CutProblem | null = null;

  constructor(kind: CutScan['kind'], isWanted: boolean, line: number, maxBytes: number) {
    this.kind = kind;
    this.isWanted = isWanted;
    this.line = line;
    this.#maxBytes = maxBytes;
  }

  /** Whether the caller needs its text and the text is still complete. */
  get isKept(): boolean {
    return this.isWanted && this.problem === null;
  }

  keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) this.give('too-large');
    else this.#kept.push(part);
  }

  give(problem: CutProblem): void {
    this.problem ??= problem;
    this.#kept = [];
  }

  text(): Uint8Array {
    const [only] = this.#kept;
    return this.#kept.length === 1 && only !== undefined ? only : Buffer.concat(this.#kept);
  }
}
