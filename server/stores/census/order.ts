/**
 * The places in ascending order of a number. Unknown numbers (NaN) come first. Number and position are sorted as one
 * number, which is much faster than a comparison function; numbers whose range is too large for that are rounded, so
 * two rows that differ by less than a millionth of the range may change their order.
 */
export function byNumber(places: Uint32Array, numbers: Float64Array): Uint32Array {
  const { length } = places;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    const number = numbers[place] as number;
    if (!Number.isFinite(number)) continue;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  // 0 is for an unknown number, and the largest one for Infinity.
  const room = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, length)) - 4;
  const scale = most > least ? Math.min(1, room / (most - least)) : 1;
  const last = most >= least ? Math.floor((most - least) * scale) + 2 : 2;
  const ranks = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const number = numbers[places[index] as number] as number;
    const rank = Number.isNaN(number)
      ? 0
      : number === Number.POSITIVE_INFINITY
        ? last
        : Math.floor((number - least) * scale) + 1;
    ranks[index] = rank * length + index;
  }
  return inOrder(places, ranks);
}

/** The places in the order of the bytes of their keys. The first `skipped` bytes of all keys are equal. */
export function byKey(
  places: Uint32Array,
  keys: Buffer,
  starts: Uint32Array,
  lengths: Uint16Array,
  skipped: number,
): Uint32Array {
  const { length } = places;
  const headOf = (place: number) => {
    const start = (starts[place] as number) + skipped;
    const end = (starts[place] as number) + (lengths[place] as number);
    let head = 0;
    for (let at = start; at < start + headBytes; at++) head = head * 256 + (at < end ? (keys[at] as number) : 0);
    return head;
  };
  const room = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, length));
  const headBytes = room > 2 ** 32 ? 4 : 3;
  const ranks = new Float64Array(length);
  for (let index = 0; index < length; index++) ranks[index] = headOf(places[index] as number) * length + index;
  const ordered = inOrder(places, ranks);
  // Keys whose first bytes are equal are compared as a whole.
  const compare = (left: number, right: number) => {
    const [from, other] = [starts[left] as number, starts[right] as number];
    return keys.compare(keys, other, other + (lengths[right] as number), from, from + (lengths[left] as number));
  };
  for (let first = 0; first < length; ) {
    const head = headOf(ordered[first] as number);
    let end = first + 1;
    while (end < length && headOf(ordered[end] as number) === head) end++;
    if (end - first > 1) ordered.subarray(first, end).sort(compare);
    first = end;
  }
  return ordered;
}

/** `ranks`: the rank of each place, times the number of places, plus its index. */
function inOrder(places: Uint32Array, ranks: Float64Array): Uint32Array {
  const { length } = places;
  ranks.sort();
  const ordered = new Uint32Array(length);
  for (let index = 0; index < length; index++) ordered[index] = places[(ranks[index] as number) % length] as number;
  return ordered;
}
