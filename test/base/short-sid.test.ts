import { expect, test } from 'vitest';
import { shortSid } from '../../server/base/short-sid.ts';

test.each([
  ['', '…'],
  ['12345678', '…'],
  ['123456789', '1234…89'],
  ['KVSv2hQ9xq0mY3rP8tLwZc1nB7dFgHjE', 'KVSv…jE'],
])('of the sid %j, a line of text shows %j and never enough to use it', (sid, shown) => {
  expect(shortSid(sid)).toBe(shown);
});
