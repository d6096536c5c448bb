import { expect, test } from 'vitest';
import { isOwnUrl } from '../../electron/app-origin.ts';

test.each(['app://inspector/', 'app://inspector', 'app://inspector/assets/a.js?b#c'])('takes %s for our own', (url) => {
  expect(isOwnUrl(url)).toBe(true);
});

test.each([
  'app://inspector.evil.com/',
  'app://evil/inspector',
  'app://inspector@evil/',
  'app://evil@inspector/',
  'app://inspector:80/',
  'https://inspector/',
  'file:///app://inspector/',
  'javascript:location="app://inspector/"',
  'app:inspector',
  'inspector',
  '',
])('takes %s for foreign', (url) => {
  expect(isOwnUrl(url)).toBe(false);
});
