import { expect, test } from 'vitest';
import { calledAs, calledWithOptions } from '../../server/base/called-as.ts';

test('names a command by npm in a checkout, and by npx where the package is installed', () => {
  expect([calledAs('open'), calledWithOptions('open')]).toEqual(['npm run open', 'npm run open --']);
  expect(calledAs('open', true)).toBe('npx session-inspector open');
  expect(calledWithOptions('open', true)).toBe('npx session-inspector open');
});
