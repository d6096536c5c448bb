import { expect, test } from 'vitest';
import { isOwnBlob, isOwnUrl } from '../../electron/app-origin.ts';

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

test('knows the files that a page of ours has made', () => {
  expect(isOwnBlob('blob:app://inspector/0f1e-2d3c')).toBe(true);
  for (const url of [
    'blob:https://evil/0f1e',
    'blob:null/0f1e',
    'app://inspector/',
    'blob:blob:app://inspector/1',
    'blob:',
  ]) {
    expect(isOwnBlob(url)).toBe(false);
  }
});
