/** Enough for the clients of a local site; what is not among the last ones is worked out anew. */
const mostRemembered = 512;
/** A longer text is not kept: it would be rare, and many of them would take memory that nobody asked for. */
const longestKept = 8_192;

/**
 * A pure function that remembers its last answers: for text that comes again and again, such as the cookie of a
 * client. The answers are shared, so whoever gets one must not change it.
 */
export function remembering<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  let recent = new Map<string, Answer>();
  let older = new Map<string, Answer>();
  return (text) => {
    let answer = recent.get(text);
    if (answer !== undefined) return answer;
    answer = older.get(text) ?? work(text);
    if (text.length > longestKept) return answer;
    recent.set(text, answer);
    if (recent.size >= mostRemembered / 2) {
      older = recent;
      recent = new Map();
    }
    return answer;
  };
}

/** Enough for what takes turns on a busy site: the lists of headers of its clients, say. */
const mostSeen = 8;

/**
 * A pure function that knows its last answers again by the very values it was given: for objects that are themselves
 * remembered, so that the same content is the same object. Nothing may change them. No WeakMap: its young keys
 * outlive their time (docs/speed.md).
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
