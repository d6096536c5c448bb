/**
 * A map of at most `limit` entries that forgets the ones not used for longest, roughly: two generations, of which the
 * older goes as a whole when the younger is full. Removing single entries would be slower than all the rest.
 */
export class BoundedMap<Value> {
  readonly #generationSize: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(limit: number) {
    this.#generationSize = Math.ceil(limit / 2);
  }

  /** The value, which counts as a use; undefined if there is none, or none any more. */
  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    this.#young.set(key, value);
    if (this.#young.size < this.#generationSize) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}

// A long text is rare and costs more memory than time.
const LONGEST_KEPT = 2048;

/**
 * Remembers what `compute` gave for a text, for at most `limit` texts of 2048 characters at most. For pure functions
 * whose inputs repeat, as headers do from request to request.
 */
export function boundedMemo<Result>(compute: (text: string) => Result, limit: number): (text: string) => Result {
  const results = new BoundedMap<Result>(limit);
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (text.length <= LONGEST_KEPT) results.set(text, result);
    return result;
  };
}
