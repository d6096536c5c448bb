import { describe, expect, it } from 'vitest';
import { FLASK_EXAMPLE, JWT_EXAMPLE } from '../../../renderer/views/cookies/examples.ts';
import { decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';

describe('an example', () => {
  it.each([
    ['flask', FLASK_EXAMPLE],
    ['jwt', JWT_EXAMPLE],
  ] as const)('of %s is genuine with its secret, which is a weak one', (format, { text, secret }) => {
    const { likeliest } = readPasted(text);
    const decoded = decodeCookie(likeliest, { nowMs: Date.now(), secrets: [secret], checksWeakSecrets: true });
    expect(decoded).toMatchObject({ format, valid: true, secretNumber: 1, weakSecret: secret });
  });
});
