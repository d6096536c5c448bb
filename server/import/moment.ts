/** The last and the first moment that a Date can hold, in ms from 1970. */
const MAX_TIME_MS = 8.64e15;

/** Whether a value is a number of ms since 1970 in the range of Date. */
export function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_TIME_MS;
}
