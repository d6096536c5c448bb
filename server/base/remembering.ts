/** Enough for the clients of a local site. Older values are computed again. */
const mostRemembered = 512;
/** A longer text is not cached: such texts are rare, and many of them would use much memory. */
const longestKept = 8_192;

/**
 * A pure function that caches its last results, for repeated texts such as the cookie of a client. The results are
 * shared, so a caller must not change them.
 */
export function remembering<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  return rememberingBy((text) => text, work);
}

/** The same for any kind of argument. `keyOf` must return equal texts only for arguments with equal results. */
export function rememberingBy<Input, Answer>(
  keyOf: (input: Input) => string,
  work: (input: Input) => Answer,
): (input: Input) => Answer {
  let recent = new Map<string, Answer>();
  let older = new Map<string, Answer>();
  return (input) => {
    const text = keyOf(input);
    let answer = recent.get(text);
    if (answer !== undefined) return answer;
    answer = older.get(text) ?? work(input);
    if (text.length > longestKept) return answer;
    recent.set(text, answer);
    if (recent.size >= mostRemembered / 2) {
      older = recent;
      recent = new Map();
    }
    return answer;
  };
}

/** Enough for the values that alternate on a busy site, for example the header lists of its clients. */
const mostSeen = 8;

/**
 * A pure function that caches its last results by the identity of its arguments. It is for objects that are cached
 * themselves, so that equal content is the same object. Callers must not change the objects. A WeakMap is not used,
 * because it keeps recent keys too long (docs/speed.md).
 */
export function rememberingLast<Values extends readonly unknown[], Answer>(
  work: (...values: Values) => Answer,
): (...values: Values) => Answer {
  const seen: { readonly values: Values; readonly answer: Answer }[] = [];
  let oldest = 0;
  return (...values) => {
    for (const one of seen) {
      if (one.values.every((value, place) => value === values[place])) return one.answer;
    }
    const answer = work(...values);
    seen[oldest] = { values, answer };
    oldest = (oldest + 1) % mostSeen;
    return answer;
  };
}
