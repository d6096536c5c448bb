import { expect, test } from 'vitest';
import { actorFromUserAgent } from '../../server/record/user-agent-actor.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36`, 'Chrome'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/138.0.0.0 Safari/537.36`, 'Chrome'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`, 'Edge'],
  [`Mozilla/5.0 (Linux; Android 10) ${webkit} Chrome/138.0.0.0 Mobile Safari/537.36 EdgA/138.0.0.0`, 'Edge'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Safari/537.36 OPR/120.0.0.0`, 'Opera'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari',
  ],
  ['curl/8.5.0', 'curl'],
  ['python-requests/2.32.3', 'python-requests'],
  ['Wget/1.21.4', 'Wget'],
  ['', 'Unknown'],
  ['<script>alert(1)</script>', 'Unknown'],
  ['(no product)', 'Unknown'],
  ['x'.repeat(5_000), 'x'.repeat(40)],
])('%s', (userAgent, name) => {
  expect(actorFromUserAgent(userAgent)).toEqual({ id: `outside:${name}`, name, kind: 'outside' });
});

test('a request without a User-Agent comes from someone unknown', () => {
  expect(actorFromUserAgent(undefined).name).toBe('Unknown');
});
