import { expect, test } from 'vitest';
import { isSafeToOpen } from '../../electron/safe-url.ts';

test.each(['https://example.com/a', 'http://localhost:5000/', 'http://127.0.0.1:5000/', 'http://[::1]:5000/'])(
  'hands %s to the browser',
  (url) => {
    expect(isSafeToOpen(url)).toBe(true);
  },
);

test.each([
  'http://example.com/',
  'http://localhost.evil.com/',
  'http://127.0.0.1.nip.io/',
  'http://0.0.0.0/',
  'https://localhost@evil.com/',
  'https://user:password@example.com/',
  'file:///etc/passwd',
  'smb://server/share',
  'javascript:alert(1)',
  'ms-settings:privacy',
  'vscode://open',
  'app://inspector/',
  'example.com',
  '',
])('refuses %s', (url) => {
  expect(isSafeToOpen(url)).toBe(false);
});
