import { expect, test } from 'vitest';
import { shortAddress } from '../../renderer/model/short-address.ts';

test.each([
  ['https://shop.example/cart?x=1', 'shop.example', '/cart?x=1'],
  ['http://localhost:5080', 'localhost:5080', '/'],
  ['HTTP://[::1]:80/a', '[::1]:80', '/a'],
  ['/getsession', null, '/getsession'],
  ['', null, ''],
  ['ftp://x/y', null, 'ftp://x/y'],
])('%s is %s and %s', (url, host, path) => {
  expect(shortAddress(url)).toEqual({ host, path });
});
