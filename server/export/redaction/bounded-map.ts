// A long text is rare and costs more memory than time.
const LONGEST_KEPT = 2048;

/**
 * Remembers what `compute` gave for a text, for at most `limit` texts of 2048 characters at most: the oldest is forgotten
 * first. For pure functions whose inputs repeat, as headers do from request to request.
 */
export function boundedMemo<Result>(compute: (text: string) => Result, limit: number): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (text.length > LONGEST_KEPT) return result;
    results.set(text, result);
    if (results.size > limit) forgetOldest(results);
    return result;
  };
}

/** Removes the entry that was put in first. */
export function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
