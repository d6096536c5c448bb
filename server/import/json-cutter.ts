import { type CutProblem, CutScan } from './cut-scan.ts';

/**
 * A value that was cut out of a document: its text, which is valid only until the next chunk, or its fault. `line` is
 * its first line, counted from 1.
 */
export interface CutValue {
  /** The members on the path to the value: `log`, `entries`. The place in a list is not a member. */
  readonly path: string;
  readonly line: number;
  readonly text: Uint8Array | null;
  readonly problem: CutProblem | null;
}

/** The treatment of the value at a path: entered, cut out, or skipped. `isList`: the value is a list. */
export type Wish = 'enter' | 'take' | 'pass';

export interface JsonCutterOptions {
  readonly wish: (path: string, isList: boolean) => Wish;
  readonly take: (value: CutValue) => void;
  readonly maxValueBytes: number;
  readonly maxDepth: number;
}

/** The text is not valid JSON at this place, ends too early, or has a second document after its end. */
export class JsonFault extends Error {
  readonly line: number;
  readonly why: 'cut-off' | 'broken-off' | 'second-document';

  constructor(message: string, line: number, why: JsonFault['why']) {
    super(message);
    this.line = line;
    this.why = why;
  }
}

type Expecting = 'value' | 'first-key' | 'key' | 'colon' | 'first-item' | 'comma' | 'end';

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [LIST_OPEN, LIST_CLOSE, OBJECT_OPEN, OBJECT_CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];
const maxKeyBytes = 1024;

/**
 * Cuts the wanted values out of a JSON document that arrives in chunks, so that a file of any size is read in the
 * memory of its largest value. It follows strings and brackets only: the code that parses a text decides whether it is
 * JSON. Throws {@link JsonFault}.
 */
export class JsonCutter {
  readonly #options: JsonCutterOptions;
  /** The open lists and objects, with the path of each. */
  readonly #entered: { readonly isList: boolean; readonly path: string }[] = [];
  #expecting: Expecting = 'value';
  #key = '';
  #line = 1;

  // The value that is being skipped or cut out. Null between values.
  #scan: CutScan | null = null;

  constructor(options: JsonCutterOptions) {
    this.#options = options;
  }

  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#scan === null ? this.#structure(chunk, at) : this.#value(chunk, at, this.#scan);
  }

  /** Must be called after the last chunk. Throws if the document is not complete. */
  end(): void {
    if (this.#scan !== null && this.#scan.kind === 'scalar' && this.#entered.length === 0) this.#finish(this.#scan);
    if (this.#expecting !== 'end') throw new JsonFault('the file ends in the middle', this.#line, 'cut-off');
  }

  /** Handles one byte between values. */
  #structure(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number;
    if (byte === LF) this.#line++;
    if (byte === SPACE || byte === LF || byte === CR || byte === TAB) return at + 1;
    switch (this.#expecting) {
      case 'first-key':
        if (byte === OBJECT_CLOSE) return this.#leave(at);
        return this.#beginKey(byte, at);
      case 'key':
        return this.#beginKey(byte, at);
      case 'colon':
        if (byte !== COLON) break;
        this.#expecting = 'value';
        return at + 1;
      case 'comma': {
        const isList = this.#entered.at(-1)?.isList ?? false;
        if (byte === (isList ? LIST_CLOSE : OBJECT_CLOSE)) return this.#leave(at);
        if (byte !== COMMA) break;
        this.#expecting = isList ? 'value' : 'key';
        return at + 1;
      }
      case 'first-item':
        if (byte === LIST_CLOSE) return this.#leave(at);
        return this.#beginValue(byte, at);
      case 'value':
        return this.#beginValue(byte, at);
      case 'end':
        if (byte !== OBJECT_OPEN && byte !== LIST_OPEN) break;
        throw new JsonFault('a second document follows', this.#line, 'second-document');
    }
    throw this.#unexpected(byte);
  }

  #unexpected(byte: number): JsonFault {
    const found = byte > SPACE && byte < 0x7f ? `“${String.fromCharCode(byte)}”` : `byte ${byte}`;
    return new JsonFault(`${found} where JSON does not allow it`, this.#line, 'broken-off');
  }

  #beginKey(byte: number, at: number): number {
    if (byte !== QUOTE) throw this.#unexpected(byte);
    this.#scan = new CutScan('key', true, this.#line, maxKeyBytes);
    return at;
  }

  #beginValue(byte: number, at: number): number {
    const path = this.#pathOfValue();
    const wish = this.#options.wish(path, byte === LIST_OPEN);
    if (wish === 'enter' && (byte === OBJECT_OPEN || byte === LIST_OPEN)) {
      const isList = byte === LIST_OPEN;
      this.#entered.push({ isList, path });
      this.#expecting = isList ? 'first-item' : 'first-key';
      return at + 1;
    }
    const isContainer = byte === OBJECT_OPEN || byte === LIST_OPEN;
    const isScalar =
      byte === QUOTE || byte === 0x2d || (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a);
    if (!isContainer && !isScalar) throw this.#unexpected(byte);
    const kind = isContainer ? 'container' : byte === QUOTE ? 'string' : 'scalar';
    this.#scan = new CutScan(kind, wish === 'take', this.#line, this.#options.maxValueBytes);
    return at;
  }

  /** An item of a list has the path of its list with `[]` after it. */
  #pathOfValue(): string {
    const parent = this.#entered.at(-1);
    if (parent === undefined) return '';
    if (parent.isList) return `${parent.path}[]`;
    return parent.path === '' ? this.#key : `${parent.path}.${this.#key}`;
  }

  #leave(at: number): number {
    this.#entered.pop();
    this.#expecting = this.#entered.length === 0 ? 'end' : 'comma';
    return at + 1;
  }

  /** Continues with a value to its end, or to the end of the chunk. */
  #value(chunk: Uint8Array, from: number, scan: CutScan): number {
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === LF) this.#line++;
      if (scan.isInString) {
        if (scan.isEscaped) scan.isEscaped = false;
        else if (byte === BACKSLASH) scan.isEscaped = true;
        else if (byte === QUOTE) {
          scan.isInString = false;
          if (scan.depth === 0) return this.#endAt(chunk, from, at + 1, scan);
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          scan.isInString = true;
          break;
        case OBJECT_OPEN:
        case LIST_OPEN:
          scan.depth++;
          if (scan.depth > this.#options.maxDepth) scan.give('too-deep');
          break;
        case OBJECT_CLOSE:
        case LIST_CLOSE:
          if (scan.kind === 'scalar') return this.#endAt(chunk, from, at, scan);
          scan.depth--;
          if (scan.depth === 0) return this.#endAt(chunk, from, at + 1, scan);
          break;
        case LF:
          if (scan.kind === 'scalar') {
            this.#line--;
            return this.#endAt(chunk, from, at, scan);
          }
          break;
        case COMMA:
        case SPACE:
        case TAB:
        case CR:
          if (scan.kind === 'scalar') return this.#endAt(chunk, from, at, scan);
      }
    }
    // A copy, because the reader of the file uses the chunk again.
    if (scan.isKept) scan.keep(Uint8Array.from(chunk.subarray(from)));
    return at;
  }

  #endAt(chunk: Uint8Array, from: number, to: number, scan: CutScan): number {
    if (scan.isKept) scan.keep(chunk.subarray(from, to));
    this.#finish(scan);
    return to;
  }

  #finish(scan: CutScan): void {
    this.#scan = null;
    if (scan.kind === 'key') {
      this.#key = this.#keyOf(scan);
      this.#expecting = 'colon';
      return;
    }
    const path = this.#pathOfValue();
    this.#expecting = this.#entered.length === 0 ? 'end' : 'comma';
    if (!scan.isWanted) return;
    const { line, problem } = scan;
    this.#options.take({ path, line, text: problem === null ? scan.text() : null, problem });
  }

  /** A key that is too long is not one of the wanted keys. */
  #keyOf(scan: CutScan): string {
    if (scan.problem !== null) return '';
    try {
      return JSON.parse(Buffer.from(scan.text()).toString()) as string;
    } catch {
      throw new JsonFault('a key that is not a JSON string', scan.line, 'broken-off');
    }
  }
}
