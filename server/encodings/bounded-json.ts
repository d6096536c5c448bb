import type { Json } from '../contract/json.ts';
import { excessOf } from './json-limits.ts';
import { meantAsObject } from './typed-value.ts';

type JsonObject = { [key: string]: Json };

export type JsonReading =
  | { ok: true; value: Json }
  | { ok: false; reason: 'too-deep' | 'too-large' }
  /** `at`: the character that cannot be read. `isCut`: the text ends there, within a value. Both only if looked for. */
  | { ok: false; reason: 'not-json'; at?: number; isCut?: boolean };

export type JsonDialect = {
  /** Python's json module also writes and reads NaN, Infinity and -Infinity. */
  readonly hasPythonConstants?: boolean;
  /**
   * The replacement for each object, innermost first. Undefined if the object is invalid; the text then does not count
   * as JSON.
   */
  readonly reviveObject?: (object: JsonObject) => Json | undefined;
};

/**
 * Reads JSON of bounded size and depth. Like JSON.parse, but without loss: whole numbers beyond 2^53 become
 * `{"$type":"int"}` with all their digits, floats that JavaScript cannot represent become `{"$type":"float"}`, and
 * objects that look like typed values are wrapped (typed-value.ts). `__proto__` is an ordinary key. Never throws.
 * Grammar: RFC 8259.
 */
export function readJson(text: string, dialect: JsonDialect = {}): JsonReading {
  const excess = excessOf(text);
  if (excess !== null) return { ok: false, reason: excess };
  if (!NEEDS_CARE.test(text)) {
    try {
      return { ok: true, value: JSON.parse(text) };
    } catch {
      if (!dialect.hasPythonConstants) return { ok: false, reason: 'not-json' };
    }
  }
  const reader = new JsonReader(text, dialect);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (error instanceof NotReadable) return { ok: false, reason: 'not-json', ...reader.fault() };
    throw error;
  }
}

/** Everything that JSON.parse could change: long or unusual numbers, typed values, Flask's tags, escaped keys. */
const NEEDS_CARE = /\d{16}|[eE]\+?\d{3}|-0|\$type|\{\s*" |\\u00[0-7]/;

class NotReadable extends Error {}

// The following parser loses nothing, and is about ten times slower than JSON.parse.
const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// Control characters must be escaped (RFC 8259 §7).
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const CONSTANT = /true|false|null/y;
const PYTHON_CONSTANT = /NaN|-?Infinity/y;

/** Calls itself for each level. This is safe because `excessOf` has limited the depth. */
class JsonReader {
  readonly #text: string;
  readonly #dialect: JsonDialect;
  #at = 0;

  constructor(text: string, dialect: JsonDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  document(): Json {
    const value = this.#value();
    if (this.#at !== this.#text.length) throw new NotReadable();
    return value;
  }

  /** Where the text could not be read. */
  fault(): { at: number; isCut: boolean } {
    const rest = this.#text.slice(this.#at).trimStart();
    const isOpenString = rest.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/s.test(rest);
    const isCut =
      rest === '' ||
      isOpenString ||
      ['true', 'false', 'null', 'NaN', '-Infinity', 'Infinity'].some((word) => word.startsWith(rest));
    return { at: this.#at, isCut };
  }

  /** A value with the blanks around it. */
  #value(): Json {
    this.#match(WHITESPACE);
    const value = this.#bareValue();
    this.#match(WHITESPACE);
    return value;
  }

  #bareValue(): Json {
    const first = this.#text[this.#at];
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    const constant = this.#match(CONSTANT);
    if (constant !== null) return JSON.parse(constant[0]);
    const python = this.#dialect.hasPythonConstants ? this.#match(PYTHON_CONSTANT) : null;
    if (python !== null) return { $type: 'float', value: python[0] };
    return this.#number();
  }

  #object(): Json {
    const entries: JsonObject = {};
    this.#open();
    if (!this.#skip('}')) {
      do {
        this.#match(WHITESPACE);
        if (this.#text[this.#at] !== '"') throw new NotReadable();
        const key = this.#string();
        this.#match(WHITESPACE);
        this.#expect(':');
        setOwn(entries, key, this.#value());
      } while (this.#skip(','));
      this.#expect('}');
    }
    const { reviveObject = meantAsObject } = this.#dialect;
    const value = reviveObject(entries);
    if (value === undefined) throw new NotReadable();
    return value;
  }

  #array(): Json {
    const items: Json[] = [];
    this.#open();
    if (this.#skip(']')) return items;
    do items.push(this.#value());
    while (this.#skip(','));
    this.#expect(']');
    return items;
  }

  #open(): void {
    this.#at++;
    this.#match(WHITESPACE);
  }

  #string(): string {
    const literal = this.#match(STRING);
    if (literal === null) throw new NotReadable();
    return literal[0].includes('\\') ? JSON.parse(literal[0]) : literal[0].slice(1, -1);
  }

  #number(): Json {
    const literal = this.#match(NUMBER);
    if (literal === null) throw new NotReadable();
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
    if (!this.#skip(character)) throw new NotReadable();
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
