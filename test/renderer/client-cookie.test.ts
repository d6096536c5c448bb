import { describe, expect, it } from 'vitest';
import { signedAtMs } from '../../renderer/model/client-cookie.ts';

describe('the time in a client-side cookie', () => {
  it('is read in seconds, as itsdangerous writes it', () => {
    // A cookie that Flask 3.1 signed, and the same with its payload packed and in quotes.
    expect(signedAtMs('eyJVc2VybmFtZSI6IkFkbWluIn0.aRTsgA.kVgNf7w9CMDZ1xV6YbYgcKpKqhE')).toBe(0x6914ec80 * 1000);
    expect(signedAtMs('.eJyrVgotTi3KS8xNVbJSckzJzcxTqgUASqsGUg.aRTsgA.kVgNf7w9CMDZ1xV6YbYgcKpKqhE')).toBe(
      0x6914ec80 * 1000,
    );
    expect(signedAtMs('"eyJ9.aRTsgA.mac"')).toBe(0x6914ec80 * 1000);
  });

  it.each([
    '',
    'one',
    'two.parts',
    'a.b.c.d',
    'data..mac',
    'data.%%%.mac',
    'data.////////////.mac',
    'data.________.mac',
  ])('is unknown in %j', (value) => {
    expect(signedAtMs(value)).toBeNull();
  });
});
