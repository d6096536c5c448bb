import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const project = new URL('../..', import.meta.url).pathname;
/** 70 is about what the product does not do: docs/reliability.md says so. */
const wanted = [...range(1, 69), ...range(71, 77)];

interface Row {
  readonly number: number;
  readonly promise: string;
  readonly proofs: readonly { readonly file: string; readonly names: readonly string[] }[];
}

const rows: readonly Row[] = readFileSync(join(project, 'docs/reliability.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number, promise = '', proof = ''] = /^\| (\d+) \| (.+?) \| (.+) \|$/.exec(line) ?? [];
    if (number === undefined) return [];
    const proofs = [...proof.matchAll(/`(test\/[^`]+)`(?:: ("[^"]+"(?:, "[^"]+")*))?/g)].map(
      ([, file = '', names = '']) => ({
        file,
        names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
      }),
    );
    return [{ number: Number(number), promise, proofs }];
  });

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

test('the table has every requirement, once and in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(wanted);
});

test.each(rows)('$number is proven by tests that are there', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const { file, names } of proofs) {
    expect(existsSync(join(project, file)), file).toBe(true);
    const source = readFileSync(join(project, file), 'utf8');
    for (const name of names) expect(source.includes(`'${name}'`), `${file} has no test “${name}”`).toBe(true);
  }
});
