import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = ['support', 'storage/sessions', 'engines']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((path) => /(\.test|-contract)\.ts$/.test(path) && path !== import.meta.filename);

/** The numbers at the head of the names of tests, right after `test(` or after the table of a `test.each`. */
function numbersIn(source: string): number[] {
  const names = source
    .replace(/^\s*\/\/.*$/gm, '')
    .matchAll(/(?:\btest\(|^ *\]\)\(|\btest\.each\(.*\)\(|\]\)\()\s*['"`]((?:S\d+(?:, )?)+): /gm);
  return [...names].flatMap(([, head = '']) => [...head.matchAll(/\d+/g)].map(Number));
}

test('each of the statements S1 to S49 of the Store contract is in the name of a test, and no other', () => {
  const numbers = new Set(files.flatMap((path) => numbersIn(readFileSync(path, 'utf8'))));
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
});

test('a number counts in the name of a test, and nowhere else', () => {
  const names = [
    "test('S1, S2: a')",
    "test.each(table)('S3: b')",
    "  ])('S4: c')",
    "// test('S5: d')",
    "log('S6: e')",
    "test('f S7')",
  ];
  expect(names.map(numbersIn)).toEqual([[1, 2], [3], [4], [], [], []]);
});

test('a statement is left out of a run only with a reason', () => {
  const withNeed = /\bdescribe\.runIf\(needs\.\w+\.isMet\)/g;
  for (const path of files) {
    expect(readFileSync(path, 'utf8').replaceAll(withNeed, ''), path).not.toMatch(
      /\b(test|it|describe)\.(skip|todo|only|fails|skipIf|runIf)\b/,
    );
  }
});
