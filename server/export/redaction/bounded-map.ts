/**
 * A map of at most `limit` entries that drops entries which were not used for a long time. It has two generations: when
 * the younger is full, the older is dropped as a whole, because removing single entries would be slower than all other
 * operations.
 */
export class BoundedMap<Value> {
  readonly #generationSize: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(limit: number) {
    this.#generationSize = Math.ceil(limit / 2);
  }

  /** The value for a key, which counts as a use. Undefined if the key is unknown or was dropped. */
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

// Long texts are not cached, because they are rare and take more memory than the time they save.
const LONGEST_KEPT = 2048;

/**
 * Caches the results of `compute` for at most `limit` texts of at most 2048 characters. It is for pure functions whose
 * inputs repeat, as headers do from request to request.
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
