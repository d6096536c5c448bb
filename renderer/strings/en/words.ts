/** Small pieces that several areas of the English catalogue share. */
import { formatsOf } from '../text/formats.ts';

const formats = formatsOf('en-GB', { days: 'd', hours: 'h', minutes: 'min', seconds: 's' });

export const { bytes, count, dayAndTime, duration, milliseconds, timeOfDay, timeToSecond } = formats;

/** `1 key`, `2 keys`: English has one plural, made with an s unless `many` says otherwise. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
