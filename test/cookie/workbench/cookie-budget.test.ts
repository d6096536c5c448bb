import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CookiePart } from '../../../renderer/model/cookie-parts.ts';
import { cookieSegments } from '../../../renderer/model/cookie-segments.ts';
import { cookieBudget, jsonBytes } from '../../../renderer/shared/cookie/cookie-budget.ts';
import type { Json } from '../../../server/contract/json.ts';
import { decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { cookieText } from '../../../server/cookie/formats/pasted-cookie.ts';
import { signCookie } from '../../../server/cookie/formats/sign-cookie.ts';

const part = (role: CookiePart['role'], raw: string): CookiePart => ({ role, raw, decoded: raw, isApproximate: false });

function flaskCookie(payload: Json): string {
  const signed = signCookie('flask', payload, 'dev', { nowMs: 1_795_375_564_000 });
  if (!signed.ok) throw new Error(signed.reason);
  return signed.value;
}

describe('the byte budget of a cookie', () => {
  it('shares the text of the data out among its keys, the dearest first', () => {
    const parts = cookieSegments(flaskCookie({ a: 1, note: 'x'.repeat(8) }), 'client-side');
    const { dataBytes, keys } = cookieBudget(parts, { a: 1, note: 'x'.repeat(8) });
    expect(keys).toEqual([
      { key: 'note', bytes: 26 },
      { key: 'a', bytes: 8 },
    ]);
    expect(dataBytes).toBe(34);
  });

  it('has no keys if the cookie contains an id, a list or a single value', () => {
    expect(cookieBudget([part('sid', 'abc')], { a: 1 })).toEqual({ dataBytes: 0, keys: [] });
    expect(cookieBudget([part('payload', 'abc')], [1]).keys).toEqual([]);
    expect(cookieBudget([part('payload', 'abc')], { $type: 'bytes', hex: '00' }).keys).toEqual([]);
    expect(cookieBudget([part('payload', 'abc')], {}).keys).toEqual([]);
  });

  it('adds up to the octets of the data, packed or not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue(), { minKeys: 1 }), (data) => {
        const payload = data as { [key: string]: Json };
        fc.pre(typeof payload.$type !== 'string');
        const value = flaskCookie(payload);
        const { segments } = decodeCookie(cookieText('session', value), { nowMs: 0, format: 'flask' });
        const carried = segments.find(({ role }) => role === 'payload');
        const { dataBytes, keys } = cookieBudget(cookieSegments(value, 'client-side'), payload);
        expect(dataBytes).toBe((carried?.end ?? 0) - (carried?.start ?? 0));
        expect(keys.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(dataBytes);
      }),
    );
  });

  it('counts octets, not characters', () => {
    expect(jsonBytes({ 键: 'é' })).toBe(12);
  });
});
