import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shapesOf } from '../../scripts/lib/shapes-of-schema.ts';
import { checkOf } from '../../server/contract/check-of.ts';
import { jsonSchema } from '../../server/contract/json.ts';
import { logEntrySchema } from '../../server/contract/log-entry.ts';
import { pathsIn, STRANGE, variants, withChange } from '../support/values-of-shapes.ts';

describe('the check of an entry of the log', () => {
  const accepts = checkOf(logEntrySchema);
  const entries = variants(shapesOf(logEntrySchema), 0);

  test('accepts an entry in each form of each of its parts', () => {
    expect(entries.length).toBeGreaterThan(50);
    for (const entry of entries) expect([accepts(entry), entry]).toEqual([true, entry]);
  });

  test('agrees with the schema when any one member of an entry is missing or another value', () => {
    const tried = new Set<string>();
    let refused = 0;
    for (const entry of entries) {
      for (const path of pathsIn(entry, tried)) {
        for (const strange of [undefined, ...STRANGE]) {
          const changed = withChange(entry, path, strange);
          const isValid = logEntrySchema.safeParse(changed).success;
          expect({ path, strange, isAccepted: accepts(changed) }).toEqual({ path, strange, isAccepted: isValid });
          if (!isValid) refused++;
        }
      }
    }
    expect(tried.size).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(2_000);
  });
});

describe('a schema with', () => {
  const values = [
    ...STRANGE,
    undefined,
    7,
    2 ** 60,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    'a',
    'aa',
    '1',
    ['a'],
    ['a', 1],
    { a: 1 },
    { b: 'x' },
  ];

  test.each<[string, z.ZodType]>([
    ['a limit of a text', z.string().max(1)],
    ['a form of a text', z.string().regex(/^a+$/)],
    ['a limit of a number', z.number().min(3)],
    ['whole numbers of a smaller range', z.int32()],
    ['numbers made of texts', z.coerce.number()],
    ['a list of a length', z.array(z.string()).length(1)],
    ['members that must not be there', z.strictObject({ a: z.number() })],
    ['a default', z.object({ a: z.number().default(1) })],
    ['names of a kind', z.record(z.enum(['a']), z.number())],
    ['any names', z.record(z.string(), z.number())],
    ['a value that is changed', z.string().transform(Number)],
    ['a further condition', z.object({ a: z.number() }).refine(({ a }) => a > 1)],
    ['several forms', z.union([z.string(), z.number().int()])],
    ['unknown members', z.object({ a: z.unknown() })],
    ['exactly one of several forms', z.xor([z.string(), z.string().max(1)])],
    [
      'forms by a member',
      z.discriminatedUnion('b', [z.object({ b: z.enum(['x', 'y']) }), z.object({ b: z.literal(1) })]),
    ],
    ['an optional end of a tuple', z.tuple([z.string(), z.number().optional()])],
    ['any value of JSON', jsonSchema],
  ])('%s gets a check that accepts no more', (_name, schema) => {
    const accepts = checkOf(schema);
    const isAccepted = values.map((value) => [value, accepts(value)]);
    expect(isAccepted).toEqual(values.map((value) => [value, schema.safeParse(value).success]));
  });
});

test('a value of JSON may have 1,000 levels, and one more is refused', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = [];
    for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { deeper: value } : [value];
    return value;
  };
  const accepts = checkOf(jsonSchema);
  expect([1_000, 1_001, 200_000].map((levels) => accepts(nested(levels)))).toEqual([true, false, false]);
});
