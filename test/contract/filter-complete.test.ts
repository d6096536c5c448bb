import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeFilter, type KnownValues } from '../../server/contract/filter/complete.ts';
import { FILTER_KEYS } from '../../server/contract/filter/keys.ts';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import { typedText } from './filter-arbitraries.ts';

const known: KnownValues = {
  actor: ['Alice', 'Bob', 'Firefox 140'],
  sid: ['3f2a99'],
  session: ['Username', 'cart.total', 'my key'],
  'cookie-name': ['session', 'inspector.sid'],
};

/** What is offered at the bar, and what the text becomes with the first of them. */
function offered(textWithBar: string): { items: string[]; first: string | null } {
  const cursor = textWithBar.indexOf('|');
  const text = textWithBar.replace('|', '');
  const { from, to, items } = completeFilter(text, cursor, known);
  const [first] = items;
  return {
    items: items.map((item) => item.text),
    first: first === undefined ? null : text.slice(0, from) + first.text + text.slice(to),
  };
}

test('an empty place offers every key', () => {
  const all = Object.keys(FILTER_KEYS).map((key) => (key === 'session' ? 'session.' : `${key}:`));
  expect(offered('|').items).toEqual(all);
  expect(offered('method:GET | is:new').items).toEqual(all);
});

test.each([
  ['met|', ['method:'], 'method:'],
  [
    'x -coo|',
    ['cookie-name:', 'cookie-value:', 'cookie-refused:', 'cookie-differs:', 'set-cookie-name:', 'set-cookie-value:'],
    'x -cookie-name:',
  ],
  ['cod|', ['status-code:'], 'status-code:'],
  ['actor:|', ['Alice', 'Bob', '"Firefox 140"'], 'actor:Alice'],
  ['actor:fire|', ['"Firefox 140"'], 'actor:"Firefox 140"'],
  ['actor:b|o x', ['Bob'], 'actor:Bob x'],
  ['-is:ex|', ['expired'], '-is:expired'],
  ['op:|x', ['get', 'set', 'pop', 'list', 'clear', 'regenerate', 'destroy'], 'op:get'],
  ['session.|', ['session.Username:', 'session.cart.total:', 'session."my key":'], 'session.Username:'],
  ['session.total|', ['session.cart.total:'], 'session.cart.total:'],
  ['status-code:4|', ['4xx', '>=400'], 'status-code:4xx'],
  ['status-code:4xx|', [], null],
  [
    '-path:|',
    [String.raw`/\.(css|js|map|png|jpe?g|gif|svg|ico|webp|woff2?)$/`],
    String.raw`-path:/\.(css|js|map|png|jpe?g|gif|svg|ico|webp|woff2?)$/`,
  ],
  ['nokey:|', [], null],
  ['url:/ab|', [], null],
  ['/ab|', [], null],
])('%s', (text, items, first) => expect(offered(text)).toEqual({ items, first }));

test('every suggestion can be inserted, and then causes no new error', () => {
  fc.assert(
    fc.property(typedText, fc.nat(), (text, seed) => {
      const cursor = seed % (text.length + 1);
      const { from, to, items } = completeFilter(text, cursor, known);
      expect(from).toBeLessThanOrEqual(cursor);
      expect(to).toBeGreaterThanOrEqual(cursor);
      const value = items.find((item) => item.kind === 'value');
      if (value === undefined) return;
      const completed = text.slice(0, from) + value.text + text.slice(to);
      const { errors } = parseFilter(completed);
      expect(errors.filter((error) => error.from <= from && error.to >= from + value.text.length)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
