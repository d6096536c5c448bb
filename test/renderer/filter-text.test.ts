import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../../renderer/data/inspector-state.ts';
import { hasTerm, withoutTerm, withTerm, withTimeRange, withToggledTerm } from '../../renderer/model/filter-text.ts';
import { errorSentence, errorsShown, termText } from '../../renderer/sentences/filter-errors.ts';
import { knownValues } from '../../renderer/shared/known-values.ts';
import { en } from '../../renderer/strings/en.ts';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import { makeRecord } from './support/make-record.ts';

const t = en.filter;
const range = { fromMs: Date.UTC(2026, 10, 22, 10), toMs: Date.UTC(2026, 10, 22, 11, 0, 0, 500) };
const rangeText = 'after:2026-11-22T10:00:00.000Z before:2026-11-22T11:00:00.500Z';

describe('a stretch of time in a filter', () => {
  it.each([
    ['', rangeText],
    ['method:GET', `method:GET ${rangeText}`],
    ['after:10:15 "two  words" before:11:00 x', `"two  words" x ${rangeText}`],
    ['-after:10:15 oops:', `-after:10:15 oops: ${rangeText}`],
  ])('%s', (text, expected) => expect(withTimeRange(text, range)).toBe(expected));

  it('can be taken away', () => expect(withTimeRange(`a ${rangeText} b`, null)).toBe('a b'));
});

describe('terms', () => {
  it('are taken away one by one, and the rest stays as it was typed', () => {
    const text = 'a  "b  c"   -d';
    const { terms } = parseFilter(text);
    expect(terms.map((term) => withoutTerm(text, term))).toEqual(['"b  c"   -d', 'a -d', 'a  "b  c"']);
  });

  it('are added once', () => {
    const term = { key: 'method', match: { type: 'whole', pieces: ['GET'] } } as const;
    expect(withTerm('a', term)).toBe('a method:GET');
    expect(withTerm('a method:GET', term)).toBe('a method:GET');
    expect(withTerm('', term, true)).toBe('-method:GET');
  });

  it('are shown as typed, but times by the clock of the reader', () => {
    const [method, after] = parseFilter('-method:GET after:2026-11-22T10:15:30Z').terms;
    expect(method && termText(method, t)).toBe('-method:GET');
    expect(after && termText(after, t)).toBe(t.afterTime(Date.UTC(2026, 10, 22, 10, 15, 30)));
  });
});

describe('an error', () => {
  const shown = (text: string, cursor: number | null) =>
    errorsShown({ parsed: parseFilter(text), refusals: [] }, cursor).map(({ kind }) => kind);

  it('is not shown for a term that is still being typed', () => {
    expect(shown('a method:', 9)).toEqual([]);
    expect(shown('a method:', null)).toEqual(['missing-value']);
    expect(shown('a method: b', 11)).toEqual(['missing-value']);
    expect(shown('methd:x', 7)).toEqual(['unknown-key']);
  });

  it('of the inspector is shown at its position', () => {
    const refusals = [{ kind: 'slow-regex', from: 0, to: 6 }] as const;
    expect(errorsShown({ parsed: parseFilter('  x   /a+/'), refusals }, 0)).toEqual([
      { kind: 'slow-regex', from: 6, to: 10 },
    ]);
  });

  it.each([
    '"',
    '/[/',
    '/^a',
    'session:x',
    'methd:x',
    'colour:red',
    'method:',
    'is:blue',
    'status-code:x',
    'id:x',
    'after:x',
  ])('is a sentence for %s', (text) => {
    const [error] = parseFilter(text).errors;
    expect(error && errorSentence(error, t)).toMatch(/^.{12,}[.A-Za-z?]$/s);
  });
});

it('suggestions come from the log and the sessions', () => {
  const entry = makeRecord({
    id: 1,
    method: 'PURGE',
    sidBefore: 'abc',
    sidAfter: 'abc',
    sessionAfter: { cart: { total: 1 }, Username: 'Admin' },
    responseHeaders: [['X-Test', '1']],
  });
  const known = knownValues({ ...INITIAL_STATE, log: { entries: [entry], hasEarlier: false, hasLater: false } });
  expect(known).toMatchObject({
    method: ['PURGE'],
    sid: ['abc'],
    session: ['cart', 'cart.total', 'Username'],
    'has-response-header': ['x-test'],
    actor: [entry.actor.name],
  });
});

it('a term is toggled: added at the end, and taken out wherever it is', () => {
  expect(withToggledTerm('', '-is:lab')).toBe('-is:lab');
  expect(withToggledTerm('method:GET', '-is:lab')).toBe('method:GET -is:lab');
  expect(withToggledTerm('-is:lab method:GET', '-is:lab')).toBe('method:GET');
  expect([hasTerm('a -is:lab', '-is:lab'), hasTerm('is:lab', '-is:lab')]).toEqual([true, false]);
});
