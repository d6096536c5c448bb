/**
 * The places of marks on a line of a given length, for times in order: spaced by their times, but never so close that
 * one hides another. If there are too many marks for that, they are spaced evenly.
 */
export function timelinePlaces(times: readonly number[], length: number, leastGap: number): number[] {
  const first = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? first) - first);
  const gap = Math.min(leastGap, times.length > 1 ? length / (times.length - 1) : length);
  // The space beside the minimum gaps is distributed by time.
  const free = length - gap * Math.max(0, times.length - 1);
  return times.map((time, index) => index * gap + ((time - first) / span) * free);
}
