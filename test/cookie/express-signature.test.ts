import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign, unsign } from '../../server/cookie/express-signature.ts';

// The very module that express-session loads, wherever the package manager put it.
const requireFromHere = createRequire(import.meta.url);
const requireFromSession = createRequire(requireFromHere.resolve('express-session'));
const cookieSignature: {
  sign(value: string, secret: string): string;
  unsign(signed: string, secret: string): string | false;
} = requireFromSession('cookie-signature');

const text = fc.string({ unit: 'binary', maxLength: 100 });

test('signs the published vector of cookie-signature', () => {
  expect(sign('hello', 'tobiiscool')).toBe('hello.DGDUkGlIkCzPz+C0B064FNgHdEjox7ch8tOBGslZ5QI');
});

test('signs byte for byte as cookie-signature does', () => {
  fc.assert(
    fc.property(text, text, (value, secret) => {
      expect(sign(value, secret)).toBe(cookieSignature.sign(value, secret));
    }),
    { numRuns: 1000 },
  );
});

test('accepts exactly the values that cookie-signature accepts', () => {
  const signed = fc.tuple(text, text).map(([value, secret]) => ({ signed: sign(value, secret), secret }));
  const damaged = fc.tuple(signed, fc.nat(), text).map(([{ signed, secret }, at, patch]) => ({
    signed: signed.slice(0, at % (signed.length + 1)) + patch + signed.slice((at % (signed.length + 1)) + patch.length),
    secret,
  }));
  const arbitrary = fc.record({ signed: text, secret: text });
  fc.assert(
    fc.property(fc.oneof(signed, damaged, arbitrary), ({ signed, secret }) => {
      const ours = unsign(signed, [secret]);
      expect(ours.ok ? ours.value : false).toBe(cookieSignature.unsign(signed, secret));
    }),
    { numRuns: 1000 },
  );
});

describe('with several secrets', () => {
  test('says which of them matched, counted from 1', () => {
    const signed = sign('sid', 'old');
    expect(unsign(signed, ['new', 'old', 'older'])).toEqual({ ok: true, value: 'sid', secretNumber: 2 });
  });

  test('a failure keeps the unverified text and says how many secrets were tried', () => {
    expect(unsign('a.b.mac', ['one', 'two'])).toEqual({
      ok: false,
      value: 'a.b',
      reason: 'bad-signature',
      secretsTried: 2,
    });
  });
});

test('distinguishes a missing signature from a wrong one', () => {
  expect(unsign('no dot', ['k'])).toEqual({ ok: false, value: 'no dot', reason: 'no-signature', secretsTried: 0 });
  expect(unsign('dot.', ['k'])).toEqual({ ok: false, value: 'dot', reason: 'no-signature', secretsTried: 0 });
});

test('one changed character of the signature is enough to refuse it', () => {
  const signed = sign('sid', 'secret');
  for (let index = 0; index < signed.length; index++) {
    const changed = signed.slice(0, index) + (signed[index] === 'x' ? 'y' : 'x') + signed.slice(index + 1);
    expect(unsign(changed, ['secret']).ok).toBe(false);
  }
});
