import fc from 'fast-check';
import type { Json, SessionData } from '../../../server/contract/json.ts';

/** Text of every kind that JSON text can hold: ASCII, accents, emoji, control characters, quotes, lone surrogates. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      'é',
      '中',
      '😀',
      '\u007f',
      '\u0000',
      '\n',
      '"',
      '\\',
      '/',
      '<',
      '\u2028',
      '\ud800',
      '\udc00',
      '\uffff',
    ),
    maxLength: 8,
  }),
);

const key = fc.oneof(
  { weight: 4, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' di', ' t', ' b', ' m', ' u', ' d', ' t__', '__proto__', '$type', 'value', '10', '9'),
  },
);

// Whole numbers beyond 2^53 travel to Python as text without a fraction, and would arrive as another type.
const numbers = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
    fc.constantFrom(0, 1e-5, 1.5e-7, 0.0001, 123456789.125, 5e-324, 1234567890123456.5),
  )
  .map((value) => value || 0);

/** Every type Flask's tagged JSON knows, and the numbers that JavaScript has no room for. */
const typedValue: fc.Arbitrary<Json> = fc.oneof(
  fc.uint8Array({ maxLength: 20 }).map((bytes) => ({ $type: 'bytes', hex: Buffer.from(bytes).toString('hex') })),
  fc.uuid().map((value) => ({ $type: 'uuid', value })),
  fc
    .date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => ({ $type: 'datetime', iso: `${date.toISOString().slice(0, 19)}Z` })),
  anyText.map((value) => ({ $type: 'Markup', value })),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map((value) => ({ $type: 'int', value: String(value) })),
  fc.constantFrom('NaN', 'Infinity', '-Infinity').map((value) => ({ $type: 'float', value })),
);

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), numbers, anyText, typedValue),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }).map((items): Json => ({ $type: 'tuple', value: items })),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }).filter((object) => !isTypeLike(object)),
    tie('value').map((inner): Json => ({ $type: 'dict', value: { $type: 'tuple', value: [inner] } })),
  ),
}));

/** Any value a Flask session can hold. */
export const anyValue = value;

/** Any session Flask could be given. */
export const anySession: fc.Arbitrary<SessionData> = fc
  .dictionary(key, value, { maxKeys: 5, noNullPrototype: true })
  .filter((object) => !isTypeLike(object));

/** Sessions long and repetitive enough to be packed with zlib, some of them far longer than a browser keeps. */
export const longSession: fc.Arbitrary<SessionData> = fc
  .tuple(
    fc.array(fc.tuple(fc.string({ maxLength: 9 }), anyText), { minLength: 3, maxLength: 12 }),
    fc.integer({ min: 2, max: 300 }),
  )
  .map(([words, count]) => ({
    items: Array.from({ length: count }, (_, index) => words[(index * 7 + (index >> 2)) % words.length] ?? []),
    note: words
      .map(([word]) => word)
      .join(' ')
      .repeat(1 + (count % 5)),
  }));

/** Ambiguous on purpose: only the `dict` wrapper says that such an object is not a tag. */
function isTypeLike(object: { [key: string]: Json }): boolean {
  return Object.hasOwn(object, '$type') && Object.keys(object).length === 2;
}
