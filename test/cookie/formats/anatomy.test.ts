import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import { decode, frameworkCookies, pastedFrom } from './support.ts';

function pieces({ rawValue, segments }: DecodedCookie): [string, string][] {
  return segments.map(({ role, start, end }) => [role, rawValue.slice(start, end)]);
}

function valuesOf({ derivation }: DecodedCookie): Record<string, string | null> {
  return Object.fromEntries(derivation.map(({ step, hex, text }) => [step, hex ?? text]));
}

describe('the segments of a cookie', () => {
  test('follow each other and cover the whole raw value, for every cookie of every framework', () => {
    for (const cookie of frameworkCookies) {
      const { rawValue, segments } = decode(pastedFrom(cookie), [cookie.secret ?? '']);
      expect(segments.length).toBeGreaterThan(0);
      expect(segments.map(({ start, end }) => rawValue.slice(start, end)).join('')).toBe(rawValue);
      expect(segments.every(({ start, end }, index) => start <= end && start === (segments[index - 1]?.end ?? 0))).toBe(
        true,
      );
    }
  });

  test('of Flask', () => {
    expect(pieces(decode('.eJw.ZCONag.j2PHXgeT2B62qlYH72PKVuqjPvE'))).toEqual([
      ['prefix', '.'],
      ['payload', 'eJw'],
      ['separator', '.'],
      ['timestamp', 'ZCONag'],
      ['separator', '.'],
      ['signature', 'j2PHXgeT2B62qlYH72PKVuqjPvE'],
    ]);
  });

  test('the segments of percent-encoded and quoted values have their raw positions', () => {
    const mac = 'mGdwi%2F4pdFZkuraF%2FCit68TmBkpALzPSbCyDGEfpJjo';
    expect(pieces(decode(`s%3A2eb4SvnuYufiFoKr0DLB-5gWD_YtlQhs.${mac}`))).toEqual([
      ['prefix', 's%3A'],
      ['sid', '2eb4SvnuYufiFoKr0DLB-5gWD_YtlQhs'],
      ['separator', '.'],
      ['signature', mac],
    ]);
    expect(pieces(decode(`sid="s%3Aä%C3%A4%F0%9F%98%80.${mac}"`))).toEqual([
      ['quote', '"'],
      ['prefix', 's%3A'],
      ['value', 'ä%C3%A4%F0%9F%98%80'],
      ['separator', '.'],
      ['signature', mac],
      ['quote', '"'],
    ]);
  });

  test('inside base64 are marked as approximate', () => {
    const laravel = frameworkCookies.find(({ cipher }) => cipher === 'aes-256-gcm');
    const { segments } = decode(pastedFrom(laravel ?? (frameworkCookies[0] as never)));
    expect(segments.map(({ role }) => role)).toEqual([
      'separator',
      'iv',
      'separator',
      'ciphertext',
      'separator',
      'tag',
      'separator',
    ]);
    expect(segments.every(({ isApproximate }) => isApproximate)).toBe(true);
  });
});

describe('the derivation', () => {
  const cookie = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8';

  test('shows the real value of each step', () => {
    const key = createHmac('sha1', 'CHANGEME').update('cookie-session').digest();
    const mac = createHmac('sha1', key).update('eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ').digest();
    expect(valuesOf(decode(cookie, ['other', 'CHANGEME']))).toEqual({
      'signed-text': 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ',
      key: key.toString('hex'),
      mac: mac.toString('hex'),
      signature: 'E2Pyb6x3w-NODuflHoGnZOEpbH8',
    });
  });

  test('the derivation ends at the signature in the cookie, for every valid cookie with a signature', () => {
    let count = 0;
    for (const signed of frameworkCookies) {
      const decoded = decode(pastedFrom(signed), [signed.secret ?? '']);
      const { signature } = valuesOf(decoded);
      if (!decoded.valid || signature === undefined) continue;
      const whole = ['laravel', 'better-auth-data'].includes(signed.format)
        ? Buffer.from(decodeURIComponent(decoded.rawValue), 'base64').toString()
        : pastedFrom(signed);
      expect(decodeURIComponent(whole)).toContain(signature);
      count++;
    }
    expect(count).toBeGreaterThan(50);
  });

  test('with a wrong secret the derivation ends at another signature, and without a secret there is none', () => {
    expect(valuesOf(decode(cookie, ['other'])).signature).not.toBe('E2Pyb6x3w-NODuflHoGnZOEpbH8');
    expect(decode(cookie).derivation).toEqual([]);
  });

  test('the derivation shows the decrypted text', () => {
    const iron = frameworkCookies.find(({ format }) => format === 'iron-session');
    const { plaintext } = valuesOf(decode(iron?.cookie ?? '', [iron?.secret ?? '']));
    expect(Buffer.from(plaintext ?? '', 'hex').toString()).toBe(JSON.stringify(iron?.payload));
  });
});
