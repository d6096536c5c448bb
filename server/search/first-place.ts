/** The first index for which `is` is true, by binary search. `is` must be true for all later indexes. */
export function firstPlace(length: number, is: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
