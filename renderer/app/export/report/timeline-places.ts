/**
 * Where marks stand on a line of a certain length, for times in order: as far apart as their times are, but never so
 * near that one hides another. Where there are too many for that, they stand evenly and as near as they must.
 */
export function timelinePlaces(times: readonly number[], length: number, leastGap: number): number[] {
  const first = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? first) - first);
  const gap = Math.min(leastGap, times.length > 1 ? length / (times.length - 1) : length);
  // What the gaps leave free is shared out by time.
  const free = length - gap * Math.max(0, times.length - 1);
  return times.map((time, index) => index * gap + ((time - first) / span) * free);
}
