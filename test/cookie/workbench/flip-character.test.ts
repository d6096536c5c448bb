import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOfChange, stepsOfRole } from '../../../renderer/shared/cookie/derivation.ts';
import { flipCharacter } from '../../../renderer/views/cookies/flip-character.ts';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import { segmentRoleSchema } from '../../../server/contract/decoded-cookie.ts';
import { decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { cookieText } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';

const nowMs = 1_795_375_564_000;

function signedCookie(format: CookieFormat, payload: string | { [key: string]: string }): string {
  const signed = signCookie(format, payload, 'dev', { nowMs, name: 'session' });
  if (!signed.ok) throw new Error(signed.reason);
  return signed.value;
}

const decode = (value: string, format: CookieFormat) =>
  decodeCookie(cookieText('session', value), { nowMs, format, secrets: ['dev'] });

describe('a character that is changed', () => {
  it('becomes another one, and all others stay', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), (text, at) => {
        const place = at % text.length;
        const changed = flipCharacter(text, place);
        fc.pre(text[place] !== 'x' || /[\w+/-]/.test(text[place] ?? ''));
        expect(changed.length).toBe(text.length);
        expect(changed.slice(0, place) + changed.slice(place + 1)).toBe(text.slice(0, place) + text.slice(place + 1));
        expect(changed[place]).not.toBe(text[place]);
      }),
      { numRuns: 60 },
    );
  });

  it('stays in its alphabet: hex, or the common characters of both kinds of base64', () => {
    const hex = '0123456789abcdef'.repeat(2);
    for (let place = 0; place < hex.length; place++) expect(flipCharacter(hex, place)).toMatch(/^[0-9a-f]{32}$/);
    const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let place = 0; place < base64.length; place++) {
      expect(flipCharacter(base64, place)[place]).toMatch(/[A-Za-z0-9]/);
    }
  });

  it.each(['flask', 'django', 'jwt'] as const)('is detected at every position in a cookie of %s', (format) => {
    const value = signedCookie(format, { Username: 'Admin' });
    expect(decode(value, format).valid).toBe(true);
    for (let place = 0; place < value.length; place++) {
      expect(decode(flipCharacter(value, place), format).valid).toBe(false);
    }
  });
});

describe('the result of a change', () => {
  const value = signedCookie('flask', { Username: 'Admin' });
  const effectAt = (place: number) =>
    effectOfChange(decode(value, 'flask'), decode(flipCharacter(value, place), 'flask'));

  it('is the signed text, when the data was changed', () => {
    expect(effectAt(3)).toEqual({ kind: 'step-differs', step: 'signed-text' });
  });

  it('is the comparison alone, when the signature was changed', () => {
    expect(effectAt(value.length - 3)).toEqual({ kind: 'only-carried' });
  });

  it('is unknown without a secret, or without a signature', () => {
    const unchecked = decodeCookie(cookieText(null, value), { nowMs });
    expect(effectOfChange(unchecked, unchecked)).toEqual({ kind: 'no-steps' });
    const plain = decodeCookie(cookieText(null, '{"a":1}'), { nowMs, secrets: ['dev'] });
    expect(effectOfChange(plain, plain)).toEqual({ kind: 'no-signature' });
  });

  it('leads from every part that says something to a step, unless it only marks the form', () => {
    const without = segmentRoleSchema.options.filter((role) => stepsOfRole(role).length === 0);
    expect(without).toEqual(['prefix', 'encrypted-key', 'separator', 'quote']);
  });
});
