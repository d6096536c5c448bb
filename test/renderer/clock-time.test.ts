import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClockPart, clockTime } from '../../renderer/model/clock-time.ts';

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const STYLES: readonly (readonly [ClockPart, Intl.DateTimeFormatOptions])[] = [
  ['minute', TIME],
  ['second', { ...TIME, second: '2-digit' }],
  ['millisecond', { ...TIME, second: '2-digit', fractionalSecondDigits: 3 }],
];

test.each(STYLES)('a time to the %s is written as Intl writes it in both languages', (until, style) => {
  const formats = ['en', 'en-GB', 'zh', 'zh-CN'].map((locale) => new Intl.DateTimeFormat(locale, style));
  // From 1970 on: before that, some time zones have offsets in seconds.
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (atMs) => {
      const written = clockTime(atMs, until);
      expect(formats.map((format) => format.format(atMs))).toEqual(formats.map(() => written));
    }),
  );
});

test('what is no time is refused, as Intl refuses it', () => {
  for (const atMs of [Number.NaN, 1e16]) {
    expect(() => clockTime(atMs, 'second')).toThrow(RangeError);
    expect(() => new Intl.DateTimeFormat('en').format(atMs)).toThrow(RangeError);
  }
});
