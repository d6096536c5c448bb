import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilterError } from '../../server/contract/filter/filter.ts';
import { MAX_FILTER_LENGTH, MAX_REGEX_LENGTH, MAX_TERMS } from '../../server/contract/filter/filter.ts';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import { printFilter } from '../../server/contract/filter/print.ts';
import { momentOf, readTime } from '../../server/contract/filter/values.ts';
import { bareTerm, typedText } from './filter-arbitraries.ts';

/** The conditions of a text without an error, a leading minus as `not`. */
function read(text: string): unknown[] {
  const { terms, errors } = parseFilter(text);
  expect(errors).toEqual([]);
  return terms.map(({ isNegated, condition }) => (isNegated ? { not: condition } : condition));
}

const part = (text: string) => ({ key: 'text', match: { type: 'part', text } });

describe('text', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['""', []],
    ['admin', [part('admin')]],
    ['two words', [part('two'), part('words')]],
    ['"two words"', [part('two words')]],
    ['-admin', [{ not: part('admin') }]],
    ['-"not this"', [{ not: part('not this') }]],
    ['a-b', [part('a-b')]],
    ['-', [part('-')]],
    ['a"b c"d', [part('ab cd')]],
    [String.raw`"a \"quoted\" \\ word"`, [part(String.raw`a "quoted" \ word`)]],
    ['"method:GET"', [part('method:GET')]],
    ['/setsession', [part('/setsession')]],
    ['/getsession status-code:200', [part('/getsession'), { key: 'status-code', min: 200, max: 200 }]],
    ['localhost:5000', [part('localhost:5000')]],
    ['localhost:5000/getsession', [part('localhost:5000/getsession')]],
    ['http://localhost:5000/', [part('http://localhost:5000/')]],
    ['10:15', [part('10:15')]],
    ['用户名', [part('用户名')]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('regexes', () => {
  const regex = (source: string) => ({ key: 'text', match: { type: 'regex', source } });
  test.each([
    ['/^ab+$/', [regex('^ab+$')]],
    ['-/x/', [{ not: regex('x') }]],
    ['/a/b/', [regex('a/b')]],
    [String.raw`/a\/`, [part(String.raw`/a\/`)]],
    [String.raw`/a\\/`, [regex(String.raw`a\\`)]],
    ['//', [part('//')]],
    ['url:/session$/', [{ key: 'url', match: { type: 'regex', source: 'session$' } }]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('keys', () => {
  test.each([
    ['method:get', [{ key: 'method', match: { type: 'whole', pieces: ['get'] } }]],
    ['METHOD:get', [{ key: 'method', match: { type: 'whole', pieces: ['get'] } }]],
    ['-actor:Alice', [{ not: { key: 'actor', match: { type: 'whole', pieces: ['Alice'] } } }]],
    ['actor:"Firefox 1*"', [{ key: 'actor', match: { type: 'whole', pieces: ['Firefox 1*'] } }]],
    ['actor:Fire*x*', [{ key: 'actor', match: { type: 'whole', pieces: ['Fire', 'x', ''] } }]],
    ['actor:**', [{ key: 'actor', match: { type: 'any' } }]],
    ['url:a=b', [{ key: 'url', match: { type: 'part', text: 'a=b' } }]],
    ['url:"x y"', [{ key: 'url', match: { type: 'part', text: 'x y' } }]],
    ['sid:3f2a', [{ key: 'sid', match: { type: 'start', text: '3f2a' } }]],
    ['session.Username:Admin', [{ key: 'session', path: 'Username', match: { type: 'whole', pieces: ['Admin'] } }]],
    ['session.cart.0.name:*', [{ key: 'session', path: 'cart.0.name', match: { type: 'any' } }]],
    ['session.Username:', [{ key: 'session', path: 'Username', match: { type: 'any' } }]],
    ['session.Username:""', [{ key: 'session', path: 'Username', match: { type: 'whole', pieces: [''] } }]],
    ['session."my key":1', [{ key: 'session', path: 'my key', match: { type: 'whole', pieces: ['1'] } }]],
    ['session.a:/^x/', [{ key: 'session', path: 'a', match: { type: 'regex', source: '^x' } }]],
    [
      'is:EXPIRED op:pop',
      [
        { key: 'is', word: 'expired' },
        { key: 'op', word: 'pop' },
      ],
    ],
    ['-store:touch', [{ not: { key: 'store', word: 'touch' } }]],
    ['status-code:4xx', [{ key: 'status-code', min: 400, max: 499 }]],
    ['status-code:>=400', [{ key: 'status-code', min: 400, max: null }]],
    ['status-code:<400', [{ key: 'status-code', min: 1, max: 399 }]],
    ['status-code:none', [{ key: 'status-code', min: 0, max: 0 }]],
    ['id:10-20', [{ key: 'id', min: 10, max: 20 }]],
    ['id:>20', [{ key: 'id', min: 21, max: null }]],
    ['larger-than:1k', [{ key: 'larger-than', than: 1000 }]],
    ['larger-than:1.5ki', [{ key: 'larger-than', than: 1536 }]],
    ['slower-than:5', [{ key: 'slower-than', than: 5 }]],
    ['slower-than:1.5s', [{ key: 'slower-than', than: 1500 }]],
    ['after:10:15', [{ key: 'after', time: { date: null, time: '10:15', zone: null } }]],
    ['before:2026-11-22', [{ key: 'before', time: { date: '2026-11-22', time: null, zone: null } }]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('errors with their positions', () => {
  test.each<[string, FilterError[]]>([
    ['a "b c', [{ kind: 'unclosed-quote', from: 2, to: 6 }]],
    ['url:"b', [{ kind: 'unclosed-quote', from: 4, to: 6 }]],
    ['a /[/', [{ kind: 'bad-regex', from: 2, to: 5 }]],
    ['-url:/(/', [{ kind: 'bad-regex', from: 5, to: 8 }]],
    ['/^host: a/', [{ kind: 'open-regex', from: 0, to: 7 }]],
    ['a url:/(x', [{ kind: 'open-regex', from: 6, to: 9 }]],
    ['methd:GET', [{ kind: 'unknown-key', key: 'methd', suggestion: 'method', from: 0, to: 9 }]],
    ['statuscode:1', [{ kind: 'unknown-key', key: 'statuscode', suggestion: 'status-code', from: 0, to: 12 }]],
    ['colour:red', [{ kind: 'unknown-key', key: 'colour', suggestion: null, from: 0, to: 10 }]],
    ['x method:', [{ kind: 'missing-value', key: 'method', from: 2, to: 9 }]],
    ['url:""', [{ kind: 'missing-value', key: 'url', from: 0, to: 6 }]],
    ['status-code:teapot', [{ kind: 'bad-value', key: 'status-code', from: 12, to: 18 }]],
    ['is:blue', [{ kind: 'bad-value', key: 'is', from: 3, to: 7 }]],
    ['is:/new/', [{ kind: 'bad-value', key: 'is', from: 3, to: 8 }]],
    ['id:20-10', [{ kind: 'bad-value', key: 'id', from: 3, to: 8 }]],
    ['after:2026-02-30', [{ kind: 'bad-value', key: 'after', from: 6, to: 16 }]],
    ['session:x', [{ kind: 'missing-session-key', from: 0, to: 9 }]],
    ['session.:x', [{ kind: 'missing-session-key', from: 0, to: 10 }]],
    [`/${'a'.repeat(MAX_REGEX_LENGTH + 1)}/`, [{ kind: 'long-regex', from: 0, to: MAX_REGEX_LENGTH + 3 }]],
    ['x'.repeat(MAX_FILTER_LENGTH + 5), [{ kind: 'too-long', from: MAX_FILTER_LENGTH, to: MAX_FILTER_LENGTH + 5 }]],
  ])('%s', (text, expected) => expect(parseFilter(text).errors).toEqual(expected));

  test('the terms beside it are read all the same', () => {
    const { terms, errors } = parseFilter('a methd:GET -b');
    expect(terms.map(({ from, to, isNegated }) => [from, to, isNegated])).toEqual([
      [0, 1, false],
      [12, 14, true],
    ]);
    expect(errors).toHaveLength(1);
  });

  test('there is a limit to the number of terms', () => {
    const { terms, errors } = parseFilter('a '.repeat(MAX_TERMS + 2));
    expect(terms).toHaveLength(MAX_TERMS);
    expect(errors.map(({ kind, from }) => [kind, from])).toEqual([
      ['too-many-terms', MAX_TERMS * 2],
      ['too-many-terms', MAX_TERMS * 2 + 2],
    ]);
  });
});

describe('any text', () => {
  test('gives terms and errors with their positions, in order and without overlap', () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const { terms, errors } = parseFilter(text);
        for (const list of [terms, errors]) {
          let last = 0;
          for (const { from, to } of list) {
            expect(from).toBeGreaterThanOrEqual(last);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(text.length);
            last = to;
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('says the same after it was printed', () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const bare = (read: ReturnType<typeof parseFilter>) => read.terms.map(({ from, to, ...term }) => term);
        const parsed = parseFilter(text);
        const again = parseFilter(printFilter(parsed.terms));
        expect(again.errors).toEqual([]);
        expect(bare(again)).toEqual(bare(parsed));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('terms that were printed are read as they were', () => {
  fc.assert(
    fc.property(fc.array(bareTerm, { maxLength: 6 }), (terms) => {
      const { terms: read, errors } = parseFilter(printFilter(terms));
      expect(errors).toEqual([]);
      expect(read.map(({ from, to, ...term }) => term)).toEqual(terms);
    }),
    { numRuns: 3_000 },
  );
});

describe('moments', () => {
  const now = new Date(2026, 10, 22, 12, 0).getTime();
  test.each([
    ['2026-11-22T10:15:30.250Z', Date.UTC(2026, 10, 22, 10, 15, 30, 250)],
    ['2026-11-22T10:15+02:00', Date.UTC(2026, 10, 22, 8, 15)],
    ['2026-11-22T10:15', new Date(2026, 10, 22, 10, 15).getTime()],
    ['2026-11-22', new Date(2026, 10, 22).getTime()],
    ['10:15:30', new Date(2026, 10, 22, 10, 15, 30).getTime()],
    ['23:59', new Date(2026, 10, 21, 23, 59).getTime()],
  ])('%s', (text, expected) => {
    const time = readTime(text);
    expect(time && momentOf(time, now)).toBe(expected);
  });

  test.each(['', 'noon', '25:00', '24:00', '10:60', '2026-13-01', '2026-11-2210:15', '10:15Z', '2026-11-22Z'])(
    '%s is not a regex',
    (text) => expect(readTime(text)).toBeNull(),
  );
});
