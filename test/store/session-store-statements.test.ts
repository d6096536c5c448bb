import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = [
  join(root, 'support/session-store-contract.ts'),
  ...readdirSync(join(root, 'store')).map((name) => join(root, 'store', name)),
  ...readdirSync(join(root, 'session')).map((name) => join(root, 'session', name)),
].filter((path) => /(\.test|-contract)\.ts$/.test(path));

/** The numbers at the head of the names of tests: `test('S9, S12: …'`, or after the table of a `test.each`. */
function numbersIn(source: string): number[] {
  const names = source.matchAll(/(?:\btest\(|^ *\]\)\(|\btest\.each\(.*\)\(|\]\)\()\s*['"`]((?:S\d+(?:, )?)+): /gm);
  return [...names].flatMap(([, head = '']) => [...head.matchAll(/\d+/g)].map(Number));
}

test('each of the statements S1 to S49 of the Store contract is in the name of a test, and no other', () => {
  const numbers = new Set(files.flatMap((path) => numbersIn(readFileSync(path, 'utf8'))));
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
});

test('none of them is left out of a run', () => {
  for (const path of files) {
    expect(readFileSync(path, 'utf8'), path).not.toMatch(/\b(test|it|describe)\.(skip|todo|only|fails|skipIf|runIf)\b/);
  }
});
