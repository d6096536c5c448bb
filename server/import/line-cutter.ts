/**
 * A line of a file: its bytes without the line break, valid only until the next chunk. Null if the line is too long.
 * Lines are counted from 1.
 */
export interface CutLine {
  readonly line: number;
  readonly text: Uint8Array | null;
  /** Whether the file ends with this line without a line break, so that the line may be incomplete. */
  readonly isUnended: boolean;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Splits a file that arrives in chunks into lines, which end with LF or CRLF. Empty lines are counted but not passed
 * on.
 */
export class LineCutter {
  readonly #take: (line: CutLine) => void;
  readonly #maxBytes: number;
  #kept: Uint8Array[] = [];
  #bytes = 0;
  #line = 1;

  constructor(take: (line: CutLine) => void, maxBytes: number) {
    this.#take = take;
    this.#maxBytes = maxBytes;
  }

  write(chunk: Uint8Array): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#keep(chunk.subarray(from, end));
      this.#finish(false);
      from = end + 1;
    }
    // A copy, because the reader of the file uses the chunk again.
    this.#keep(Uint8Array.from(chunk.subarray(from)));
  }

  /** Must be called after the last chunk, because the last line may not have a line break. */
  end(): void {
    this.#finish(true);
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) this.#kept = [];
    else if (part.length > 0) this.#kept.push(part);
  }

  #finish(isUnended: boolean): void {
    const isTooLong = this.#bytes > this.#maxBytes;
    const whole = this.#kept.length === 1 ? (this.#kept[0] as Uint8Array) : Buffer.concat(this.#kept);
    const text = whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    const line = this.#line++;
    this.#kept = [];
    this.#bytes = 0;
    if (isTooLong) this.#take({ line, text: null, isUnended });
    else if (text.length > 0) this.#take({ line, text, isUnended });
  }
}
