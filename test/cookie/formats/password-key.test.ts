import { expect, test } from 'vitest';
import { decodeCookie } from '../../../server/cookie/formats/decode-cookie.ts';
import { secureSessionKey } from '../../../server/cookie/formats/parts/password-key.ts';

/** Made by libsodium (PyNaCl 1.5: argon2id.kdf and SecretBox) from this password and the plugin's salt. */
const password = 'a password of more than thirty-two characters';
/** The same with its salt, which no other test writes without padding: tests in this process share the known keys. */
const secret = `salt:mq9hDxBVDbspDR6nLfFT1g:${password}`;
const key = 'a00fba05d09582c8ca50ffd9436a23e34edf9c1ff9b0d081729cb1a22f8ec6f1';
const cookie =
  'Mb+z9763deT7G+gSrqKIZXw/wk8hEzt7wSLFlJ/xt1rZycsDhfkRrpfRS1bCfRiA6WfJ5h8J;AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
const check = { secrets: [secret], nowMs: 1_700_000_001_000, maxAgeSeconds: null };

// Argon2id takes 256 MiB and a second, or more on a busy machine.
test('a password opens a cookie of @fastify/secure-session where the time is given', () => {
  const decode = (mayTakeSeconds: boolean) =>
    decodeCookie(
      { rawValue: cookie, name: null, text: cookie, others: new Map() },
      { ...check, format: 'fastify-secure-session', mayTakeSeconds },
    );
  const opened = { payload: { Username: 'Admin' }, signatureMatches: true, secretNumber: 1 };
  expect(decode(false)).toMatchObject({ payload: null, reason: 'secret-unusable' });
  expect(decode(true)).toMatchObject(opened);
  expect(secureSessionKey(secret)?.toString('hex')).toBe(key);
  // The key is known now.
  expect(decode(false)).toMatchObject(opened);
});

test('a password that the plugin refuses is no key', () => {
  expect(secureSessionKey('short')).toBeNull();
});
