/** Arbitrary filters: terms of every kind, and texts that resemble filters. */
import fc from 'fast-check';
import {
  type Condition,
  FILTER_WORDS,
  type FilterTerm,
  type TextMatch,
  type WordKey,
} from '../../server/contract/filter/filter.ts';
import { FILTER_KEYS, TEXT_MATCHING } from '../../server/contract/filter/keys.ts';
import { timeOfMs } from '../../server/contract/filter/values.ts';

/** Text with what means something to the language in it. */
export const spikyText = fc.oneof(
  fc.stringMatching(/^[a-c:"*/\\. -]{1,8}$/),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
);

const regex: fc.Arbitrary<TextMatch> = fc
  .constantFrom('a+b', '^x', String.raw`\d{2}`, String.raw`a\/b`, '"q:*"', 'a/b', String.raw`\\`, '[/]')
  .map((source) => ({ type: 'regex', source }));

const whole: fc.Arbitrary<TextMatch> = fc.oneof(
  fc.constant<TextMatch>({ type: 'any' }),
  fc.oneof(spikyText, fc.constant('')).map((piece): TextMatch => ({ type: 'whole', pieces: [piece] })),
  fc
    .tuple(
      fc.oneof(spikyText, fc.constant('')),
      fc.array(spikyText, { maxLength: 2 }),
      fc.oneof(spikyText, fc.constant('')),
    )
    .filter(([first, middle, last]) => first !== '' || middle.length > 0 || last !== '')
    .map(([first, middle, last]): TextMatch => ({ type: 'whole', pieces: [first, ...middle, last] })),
);

const matchOf = (how: 'part' | 'start' | 'whole'): fc.Arbitrary<TextMatch> =>
  fc.oneof(how === 'whole' ? whole : spikyText.map((text): TextMatch => ({ type: how, text })), regex);

const range = fc
  .tuple(fc.nat(10_000), fc.option(fc.nat(1_000)))
  .map(([min, more]) => ({ min, max: more === null ? null : min + more }));

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  matchOf('part').map((match): Condition => ({ key: 'text', match })),
  ...(Object.keys(TEXT_MATCHING) as (keyof typeof TEXT_MATCHING)[]).map((key) =>
    matchOf(TEXT_MATCHING[key]).map((match): Condition => ({ key, match })),
  ),
  fc.tuple(spikyText, fc.oneof(whole, regex)).map(([path, match]): Condition => ({ key: 'session', path, match })),
  ...(Object.keys(FILTER_WORDS) as WordKey[]).map((key) =>
    fc.constantFrom(...FILTER_WORDS[key]).map((word) => ({ key, word }) as Condition),
  ),
  range.map(({ min, max }): Condition => ({ key: 'id', min, max })),
  fc
    .oneof(
      fc.constant({ min: 0, max: 0 }),
      fc.tuple(fc.integer({ min: 1, max: 999 }), fc.option(fc.nat(300))).map(([min, more]) => ({
        min,
        max: more === null ? null : Math.min(999, min + more),
      })),
    )
    .map((status): Condition => ({ key: 'status-code', ...status })),
  fc.nat(1e9).map((than): Condition => ({ key: 'larger-than', than })),
  fc.nat(1e9).map((ms): Condition => ({ key: 'slower-than', than: ms / 1000 })),
  fc
    .tuple(fc.constantFrom('after' as const, 'before' as const), fc.integer({ min: 0, max: 4e12 }))
    .map(([key, atMs]): Condition => ({ key, time: timeOfMs(atMs) })),
);

export const bareTerm: fc.Arbitrary<Pick<FilterTerm, 'isNegated' | 'condition'>> = fc.record({
  isNegated: fc.boolean(),
  condition,
});

/** Anything somebody may type, or paste. */
export const typedText = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...Object.keys(FILTER_KEYS),
        'session.',
        ':',
        '-',
        '"',
        '/',
        '*',
        '\\',
        ' ',
        'a',
        '4xx',
        '>=',
        '1k',
        '10:15',
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
);
