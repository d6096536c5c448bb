import type { Json } from '../../../contract/json.ts';
import { meantAsObject } from './typed-value.ts';

type JsonObject = { [key: string]: Json };

/** Cookies are small: text beyond this is not looked at. */
export const MAX_JSON_CHARACTERS = 1024 * 1024;
/** Arrays and objects within each other. What recurses over a payload later must be able to rely on it. */
export const MAX_JSON_DEPTH = 100;

export type JsonReading = { ok: true; value: Json } | { ok: false; reason: 'not-json' | 'too-deep' | 'too-large' };

export type JsonDialect = {
  /** Python's json module also writes and reads NaN, Infinity and -Infinity. */
  readonly hasPythonConstants?: boolean;
  /** What becomes of each object, innermost first; undefined: this object cannot be, and the text counts as no JSON. */
  readonly reviveObject?: (object: JsonObject) => Json | undefined;
};

/**
 * Reads JSON of bounded size and depth. As JSON.parse, except that nothing gets lost: whole numbers beyond 2^53 come out as
 * `{"$type":"int"}` with all their digits, floats that JavaScript cannot hold as `{"$type":"float"}`, and objects that look
 * like typed values are wrapped (typed-value.ts). `__proto__` is a key like any other. Never throws. Grammar: RFC 8259.
 */
export function readJson(text: string, dialect: JsonDialect = {}): JsonReading {
  if (text.length > MAX_JSON_CHARACTERS) return { ok: false, reason: 'too-large' };
  const reader = new JsonReader(text, dialect);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (error instanceof NotReadable) return { ok: false, reason: error.reason };
    throw error;
  }
}

class NotReadable extends Error {
  readonly reason: 'not-json' | 'too-deep';
  constructor(reason: 'not-json' | 'too-deep') {
    super(reason);
    this.reason = reason;
  }
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// Control characters must be escaped (RFC 8259 §7).
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const CONSTANT = /true|false|null/y;
const PYTHON_CONSTANT = /NaN|-?Infinity/y;

class JsonReader {
  readonly #text: string;
  readonly #dialect: JsonDialect;
  #at = 0;

  constructor(text: string, dialect: JsonDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  document(): Json {
    const value = this.#value(0);
    if (this.#at !== this.#text.length) throw new NotReadable('not-json');
    return value;
  }

  /** A value with the blanks around it. */
  #value(depth: number): Json {
    this.#match(WHITESPACE);
    const value = this.#bareValue(depth);
    this.#match(WHITESPACE);
    return value;
  }

  #bareValue(depth: number): Json {
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(depth + 1);
    if (first === '[') return this.#array(depth + 1);
    if (first === '"') return this.#string();
    const constant = this.#match(CONSTANT);
    if (constant !== null) return JSON.parse(constant[0]);
    const python = this.#dialect.hasPythonConstants ? this.#match(PYTHON_CONSTANT) : null;
    if (python !== null) return { $type: 'float', value: python[0] };
    return this.#number();
  }

  #object(depth: number): Json {
    const entries: JsonObject = {};
    this.#open(depth);
    if (!this.#skip('}')) {
      do {
        this.#match(WHITESPACE);
        if (this.#text[this.#at] !== '"') throw new NotReadable('not-json');
        const key = this.#string();
        this.#match(WHITESPACE);
        this.#expect(':');
        setOwn(entries, key, this.#value(depth));
      } while (this.#skip(','));
      this.#expect('}');
    }
    const { reviveObject = meantAsObject } = this.#dialect;
    const value = reviveObject(entries);
    if (value === undefined) throw new NotReadable('not-json');
    return value;
  }

  #array(depth: number): Json {
    const items: Json[] = [];
    this.#open(depth);
    if (this.#skip(']')) return items;
    do items.push(this.#value(depth));
    while (this.#skip(','));
    this.#expect(']');
    return items;
  }

  #open(depth: number): void {
    if (depth > MAX_JSON_DEPTH) throw new NotReadable('too-deep');
    this.#at++;
    this.#match(WHITESPACE);
  }

  #string(): string {
    const literal = this.#match(STRING);
    if (literal === null) throw new NotReadable('not-json');
    return literal[0].includes('\\') ? JSON.parse(literal[0]) : literal[0].slice(1, -1);
  }

  #number(): Json {
    const literal = this.#match(NUMBER);
    if (literal === null) throw new NotReadable('not-json');
    const value = Number(literal[0]);
    const isInteger = literal[1] === undefined && literal[2] === undefined;
    if (isInteger) return Number.isSafeInteger(value) ? value || 0 : { $type: 'int', value: literal[0] };
    if (Number.isFinite(value)) return value;
    return { $type: 'float', value: value > 0 ? 'Infinity' : '-Infinity' };
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#skip(character)) throw new NotReadable('not-json');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}

/** Assignment would call the setter of `__proto__`. */
function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}
