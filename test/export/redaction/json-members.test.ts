import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonMembers } from '../../../server/export/redaction/json-members.ts';
import { putNumbers, splitAtNumbers, takeNumbers } from '../../../server/export/redaction/json-numbers.ts';

const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '1', '-', 'e', 'é'), maxLength: 8 }),
  fc.string(),
);
const plainName = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('finds every member of an object where it stands', () => {
  fc.assert(
    fc.property(fc.dictionary(plainName, json, { maxKeys: 6 }), (object) => {
      const text = JSON.stringify(object);
      const found = jsonMembers(text)?.map(({ name, start, end }) => [name, text.slice(start, end)]);
      expect(found).toEqual(Object.entries(object).map(([name, value]) => [name, JSON.stringify(value)]));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  '',
  '[]',
  'null',
  '"x"',
  ' {}',
  '{ "a":1}',
  '{"a": 1',
  '{"a":1',
  '{"a":1}}',
  '{"a":1}x',
  '{"a":}',
  '{"a"}',
  '{"a\\"b":1}',
  '{"a',
  '{"a":"b}',
  '{"a":1,}',
])('takes %j for no object that we wrote', (text) => {
  expect(jsonMembers(text)).toBeNull();
});

test('takes the numbers out of any JSON and puts them back', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = JSON.stringify(value);
      const { shape, numbers } = takeNumbers(text);
      const around = splitAtNumbers(shape);
      expect(putNumbers(around ?? [], numbers)).toBe(text);
      expect(() => JSON.parse(shape)).not.toThrow();
      expect(takeNumbers(JSON.stringify(JSON.parse(text))).shape).toBe(shape);
    }),
    { numRuns: 1000 },
  );
});

test('two texts that differ in their numbers alone have one shape; a number inside a text is part of it', () => {
  expect(takeNumbers('{"a":-1.5e+3,"b":[2,"3"]}')).toEqual({ shape: '{"a":0,"b":[1,"3"]}', numbers: ['-1.5e+3', '2'] });
  expect(takeNumbers('{"a":7,"b":[0,"3"]}').shape).toBe('{"a":0,"b":[1,"3"]}');
});

test('a shape whose numbers have changed places cannot be filled', () => {
  expect(splitAtNumbers('[0,1]')).toEqual(['[', ',', ']']);
  expect(splitAtNumbers('[1,0]')).toBeNull();
});
