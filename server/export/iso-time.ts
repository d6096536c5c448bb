const EARLIEST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Wall-clock milliseconds since 1970 as `2026-11-22T20:15:00.000Z`, always UTC with a four-digit year. A time outside
 * of the years 0 to 9999 becomes the nearest time in that range, and NaN becomes 1970. Never throws, unlike
 * Date.toISOString.
 */
export function isoTime(ms: number): string {
  const time = Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS);
  return new Date(time).toISOString();
}
