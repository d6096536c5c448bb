import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecretRing } from '../../server/engines/secret-ring.ts';
import { fileSecretKeeper } from '../../server/engines/secrets.ts';
import { tempDir } from '../support/temp-dir.ts';

function ringOf(secrets: readonly string[], areGiven = false) {
  const path = join(tempDir(), 'secret');
  const keeper = fileSecretKeeper(path);
  return { ring: createSecretRing(secrets, keeper, areGiven), keeper, path };
}

test('rotating adds a new secret of 256 bits in front, keeps the others, and persists', () => {
  const { ring, keeper } = ringOf(['old']);
  const before = ring.all;
  ring.rotate();
  expect(ring.all.slice(1)).toEqual(['old']);
  expect(Buffer.from(ring.at(1), 'base64url')).toHaveLength(32);
  expect(keeper.load()).toEqual(ring.all);
  expect(before).toEqual(['old']);
});

test('moving changes the position of one secret, and loses none', () => {
  const { ring, keeper } = ringOf(['a', 'b', 'c']);
  ring.move(3, 1);
  expect(ring.all).toEqual(['c', 'a', 'b']);
  ring.move(1, 2);
  expect(keeper.load()).toEqual(['a', 'c', 'b']);
});

test('removing takes one secret out; the last one stays', () => {
  const { ring, keeper } = ringOf(['a', 'b']);
  ring.remove(1);
  expect(keeper.load()).toEqual(['b']);
  expect(() => ring.remove(1)).toThrow('The last secret cannot be removed');
  expect(ring.all).toEqual(['b']);
});

test('an unknown secret is refused, and the list stays', () => {
  const { ring } = ringOf(['a', 'b']);
  for (const attempt of [() => ring.at(0), () => ring.at(3), () => ring.move(1, 3), () => ring.remove(3)]) {
    expect(attempt).toThrow('The site has fewer secrets than that.');
  }
  expect(ring.all).toEqual(['a', 'b']);
});

test('there are ten at most', () => {
  const { ring } = ringOf(['a']);
  for (let n = 1; n < 10; n++) ring.rotate();
  expect(() => ring.rotate()).toThrow('There are 10 secrets already. Remove the oldest first.');
});

test('secrets given for one start change, and are kept nowhere', () => {
  const { ring, keeper } = ringOf(['given'], true);
  ring.rotate();
  expect(ring.all).toHaveLength(2);
  expect(keeper.load()).toBeNull();
});

test('a change that cannot be stored has no effect', () => {
  const { ring, path } = ringOf(['a', 'b']);
  mkdirSync(`${path}.new`);
  expect(() => ring.rotate()).toThrow();
  expect(() => ring.remove(2)).toThrow();
  expect(ring.all).toEqual(['a', 'b']);
  rmSync(`${path}.new`, { recursive: true });
  ring.remove(2);
  expect(ring.all).toEqual(['a']);
});

test('any order can be had by moving', () => {
  const letters = ['a', 'b', 'c', 'd'];
  fc.assert(
    fc.property(fc.shuffledSubarray(letters, { minLength: 4 }), (wanted) => {
      const { ring } = ringOf(letters, true);
      wanted.forEach((secret, place) => {
        ring.move(ring.all.indexOf(secret) + 1, place + 1);
      });
      expect(ring.all).toEqual(wanted);
    }),
    { numRuns: 30 },
  );
});

test('a secret that is added signs, and is refused a second time', () => {
  const { ring, keeper } = ringOf(['a']);
  ring.add('own');
  expect(ring.all).toEqual(['own', 'a']);
  expect(keeper.load()).toEqual(['own', 'a']);
  expect(() => ring.add('a')).toThrow('in the list already');
  expect(ring.all).toEqual(['own', 'a']);
});
