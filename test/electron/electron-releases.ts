/**
 * Which majors of Electron get security fixes. Electron supports its newest three stable majors, and a new one comes
 * every eight weeks (electronjs.org/docs/latest/tutorial/electron-timelines). The dates are those of the first stable
 * version in the npm registry, looked at on 2026-11-30.
 */
const stableOn: readonly (readonly [number, string])[] = [
  [38, '2025-09-03'],
  [39, '2025-10-28'],
  [40, '2026-01-16'],
  [41, '2026-03-11'],
  [42, '2026-05-06'],
  [43, '2026-07-01'],
  [44, '2026-08-25'],
  [45, '2026-10-21'],
];

const supported = 3;
const cadenceMs = 8 * 7 * 24 * 60 * 60 * 1000;

/**
 * The majors that are supported at a time, newest first. After the last date of the table one more is counted every
 * eight weeks, so an old table errs on the strict side by days, never on the lax one by years.
 */
export function supportedMajors(nowMs: number): number[] {
  const known = stableOn.filter(([, date]) => Date.parse(date) <= nowMs);
  const [newestKnown, date] = known.at(-1) ?? [];
  if (newestKnown === undefined || date === undefined) return [];
  const isLast = newestKnown === stableOn.at(-1)?.[0];
  const later = isLast ? Math.floor((nowMs - Date.parse(date)) / cadenceMs) : 0;
  return Array.from({ length: supported }, (_, age) => newestKnown + later - age);
}
