import { describe, expect, test } from 'vitest';
import { explainCookie } from '../../server/cli/explain-cookie.ts';
import { COOKIE_FORMAT_IDS } from '../../server/contract/cookie-format.ts';
import { type DecodedCookie, notValidReasonSchema } from '../../server/contract/decoded-cookie.ts';
import { decode, frameworkCookies } from '../cookie/formats/support.ts';

/** A cookie of a framework in this format, written as a pair. */
function pairOf(wanted: string) {
  const found = frameworkCookies.find(({ format, secret }) => format === wanted && secret !== undefined);
  if (found === undefined) throw new Error(`There is no cookie in the format ${wanted}`);
  return { pair: `${found.name}=${found.cookie}`, secrets: [found.secret ?? ''] };
}

describe('the sentence on a cookie', () => {
  test('exists for every format and every reason', () => {
    const plain = decode('a=b');
    for (const format of [null, ...COOKIE_FORMAT_IDS]) {
      for (const reason of [null, ...notValidReasonSchema.options]) {
        const sentence = explainCookie({ ...plain, format, reason });
        expect(sentence).toMatch(/^[A-Z][^\n]*[.]$/);
        expect(sentence).not.toMatch(/undefined|null/);
      }
    }
  });

  test('mentions decryption for encrypted formats only', () => {
    expect(explainCookie(decode(pairOf('signed-value').pair))).toContain('Give a secret to verify it.');
    expect(explainCookie(decode(pairOf('jwe').pair))).toContain('Give a secret to decrypt and verify it.');
  });

  test('says with which of signature and encryption the secret was used', () => {
    const { pair, secrets } = pairOf('jwe');
    expect(explainCookie(decode(pair, secrets))).toBe(
      'Format: encrypted JSON Web Token. It is encrypted with one of the given secrets, and valid now.',
    );
  });

  test('names the changed character', () => {
    const edit = { offset: 3, found: 'x', expected: 'y' };
    const edited: DecodedCookie = { ...decode('a=b'), reason: 'tampered', edit };
    expect(explainCookie(edited)).toContain('with “y” instead of “x” the signature is valid');
  });
});
