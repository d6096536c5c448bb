/** Caches the last call: recomputes only when an argument changed. */
export function lastOf<Values extends readonly unknown[], Thing>(
  make: (...values: Values) => Thing,
): (...values: Values) => Thing {
  let last: { values: Values; thing: Thing } | null = null;
  return (...values) => {
    if (last === null || last.values.some((value, place) => value !== values[place])) {
      last = { values, thing: make(...values) };
    }
    return last.thing;
  };
}
