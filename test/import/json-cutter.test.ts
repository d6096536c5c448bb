import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CutValue, JsonCutter, type JsonCutterOptions, JsonFault } from '../../server/import/json-cutter.ts';
import { LineCutter } from '../../server/import/line-cutter.ts';
import { depthOf } from '../../server/import/read-json.ts';

const encoder = new TextEncoder();

/** The values of `items` and of `about` that are cut out of a text that comes in pieces of this size. */
function cut(text: string | Uint8Array, pieceBytes: number, options: Partial<JsonCutterOptions> = {}): CutValue[] {
  const taken: CutValue[] = [];
  const cutter = new JsonCutter({
    wish: (path) =>
      path === '' || path === 'items' ? 'enter' : path === 'items[]' || path === 'about' ? 'take' : 'pass',
    take: (value) => taken.push({ ...value, text: value.text === null ? null : Uint8Array.from(value.text) }),
    maxValueBytes: 1_000_000,
    maxDepth: 100,
    ...options,
  });
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  // One buffer for all chunks, as who reads a file has it.
  const buffer = Buffer.alloc(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    buffer.set(bytes.subarray(at, at + pieceBytes));
    cutter.write(buffer.subarray(0, Math.min(pieceBytes, bytes.length - at)));
  }
  cutter.end();
  return taken;
}

function parsed({ text }: CutValue): unknown {
  return text === null ? undefined : JSON.parse(Buffer.from(text).toString());
}

function faultOf(text: string, pieceBytes = 5): JsonFault {
  try {
    cut(text, pieceBytes);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
  throw new Error(`No fault in ${text}`);
}

test('every item of a list is cut out completely, for any ends of chunks and any surrounding text', () => {
  const anyItems = fc.record({
    items: fc.array(fc.json({ maxDepth: 4 }).map((json) => JSON.parse(json))),
    about: fc.jsonValue(),
    other: fc.jsonValue(),
  });
  fc.assert(
    fc.property(
      anyItems,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 2, '\t'),
      (given, piece, space) => {
        const { other, items, about } = given;
        const json = JSON.stringify({ other, items, 'more "keys"\\': [other, { items }], about }, null, space);
        const taken = cut(json, piece);
        const back = JSON.parse(json) as typeof given;
        expect(taken.filter(({ path }) => path === 'items[]').map(parsed)).toEqual(back.items);
        expect(taken.filter(({ path }) => path === 'about').map(parsed)).toEqual([back.about]);
      },
    ),
    { numRuns: 500 },
  );
});

test('any text at all gives values or a fault with a line, never another error', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'a', '1', '\n', ' ', 'é'),
  });
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 7 }), (text, piece) => {
      try {
        cut(`{"items":[${text}`, piece);
      } catch (error) {
        expect(error).toBeInstanceOf(JsonFault);
        expect((error as JsonFault).line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a document that is incomplete at any place is reported as such, with the items before it', () => {
  const whole = JSON.stringify({ items: [{ a: 'x"y\\' }, [1, [2]], 'z'], about: true }, null, 1);
  for (let length = 1; length < whole.length; length++) expect(faultOf(whole.slice(0, length)).why).toBe('cut-off');
});

test.each([
  ['{"items":[1 2]}', 1, 'broken-off'],
  ['{"items":[1,\n,2]}', 2, 'broken-off'],
  ['{\n"items"\n[1]}', 3, 'broken-off'],
  ['{"items":[]}\n\nmore', 3, 'broken-off'],
  ['{"items":[', 1, 'cut-off'],
  ['{"a":"\n\n', 3, 'cut-off'],
  ['{items:[]}', 1, 'broken-off'],
  ['{"items":[]}\n{"items":[]}', 2, 'second-document'],
  ['[][]', 1, 'second-document'],
])('%j is no JSON in line %i', (text, line, why) => {
  expect([faultOf(text).line, faultOf(text).why]).toEqual([line, why]);
});

test('a value that is too large or too deep is reported, and the values after it are cut out', () => {
  const deep = `${'['.repeat(101)}${']'.repeat(101)}`;
  const taken = cut(`{"items":["${'x'.repeat(100)}",\n${deep},\n3]}`, 7, { maxValueBytes: 50 });
  expect(taken.map(({ line, text, problem }) => [line, text === null, problem])).toEqual([
    [1, true, 'too-large'],
    [2, true, 'too-large'],
    [3, false, null],
  ]);
  expect(cut(`{"items":[${deep},1]}`, 7)[0]).toMatchObject({ problem: 'too-deep', text: null });
});

test('lines are cut at LF and CRLF, empty ones are counted, and a long one is left out', () => {
  const lines: [number, string | null, boolean][] = [];
  const cutter = new LineCutter(({ line, text, isUnended }) => {
    lines.push([line, text === null ? null : Buffer.from(text).toString(), isUnended]);
  }, 10);
  const buffer = Buffer.alloc(40);
  for (const piece of ['one\r', '\n\n', 't', 'wo\n', 'this is far too long\nlast']) {
    cutter.write(buffer.subarray(0, buffer.write(piece)));
  }
  cutter.end();
  expect(lines).toEqual([
    [1, 'one', false],
    [3, 'two', false],
    [4, null, false],
    [5, 'last', true],
  ]);
});

test('depth counts brackets, not those in strings', () => {
  expect(depthOf(encoder.encode('{"a[[[\\"{":[1,{"b":[]}]}'))).toBe(4);
});
