import { expect, test } from 'vitest';
import type { Json } from '../../server/contract/json.ts';
import { isReservedKey, refuseValue, valueLimits } from '../../server/engines/value-guard.ts';
import { byPath, expressSite } from '../support/express-site.ts';
import { promised } from '../support/promised-store.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

function nested(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

test.each<[string, string, Json, string | null]>([
  ['an ordinary key and value', 'name', 'Admin', null],
  ['null', 'name', null, null],
  ['an empty key', '', 1, 'empty-key'],
  ['the longest key', 'k'.repeat(valueLimits.keyCharacters), 1, null],
  ['a key one too long', 'k'.repeat(valueLimits.keyCharacters + 1), 1, 'key-too-long'],
  ['the deepest value', 'name', nested(valueLimits.depth), null],
  ['a value one level too deep', 'name', nested(valueLimits.depth + 1), 'too-deep'],
  ['a value of 200,000 levels', 'name', JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)), 'too-deep'],
  ['the largest value', 'name', 'x'.repeat(valueLimits.valueBytes - 2), null],
  ['a value one byte too large', 'name', 'x'.repeat(valueLimits.valueBytes - 1), 'too-large'],
  ['a value whose letters take several bytes', 'name', '日'.repeat(valueLimits.valueBytes / 3), 'too-large'],
])('%s', (_, key, value, reason) => {
  expect(refuseValue(key, value)?.reason ?? null).toBe(reason);
});

const lostKeys = [
  'req',
  'id',
  'save',
  'touch',
  'reload',
  'destroy',
  'regenerate',
  'resetMaxAge',
  '__proto__',
  'constructor',
  'toString',
];

test.each(['cookie', ...lostKeys])('the key %s is refused, in a sentence that names it', (key) => {
  expect(refuseValue(key, 1)).toMatchObject({ reason: 'reserved-key', message: expect.stringContaining(`“${key}”`) });
});

test.each(lostKeys)('the reason: express-session loses a stored key named %s', async (key) => {
  const { store } = storeOnDisk();
  const { visitor } = await expressSite(
    store,
    { genid: () => 'fixed' },
    byPath({
      '/change': (req) => Object.assign(req.session, { n: 1 }),
      '/values': (req, res) => res.json(Object.values(req.session)),
    }),
  );
  await visitor.get('/change');
  const data: object = JSON.parse(`{"${key}":"lost","kept":"kept"}`);
  await promised(store).set('fixed', { ...data, cookie: {} });
  expect(JSON.parse((await visitor.get('/values')).body)).toEqual([expect.any(Object), 'kept']);
});

test.each(['name', 'Cookie', 'ID', 'proto', 'toJSON', 'length', ' save'])('the key %s is as good as any', (key) => {
  expect(isReservedKey(key)).toBe(false);
});
