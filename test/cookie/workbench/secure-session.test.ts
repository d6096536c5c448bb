import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { decodeInput } from '../../../server/contract/workbench.ts';
import { derivedSessionKey } from '../../../server/cookie/formats/parts/password-key.ts';
import { createWorkbench } from '../../../server/cookie/workbench.ts';

/** Made by libsodium (PyNaCl 1.5: argon2id.kdf and SecretBox) from this password and the plugin's salt. */
const PASSWORD = 'a password of more than thirty-two characters';
const COOKIE =
  'session=Mb+z9763deT7G+gSrqKIZXw/wk8hEzt7wSLFlJ/xt1rZycsDhfkRrpfRS1bCfRiA6WfJ5h8J;AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
/** The same salt in base64, as the option `salt`. */
const SALT = 'mq9hDxBVDbspDR6nLfFT1g==';

const workbench = createWorkbench(
  () => [],
  () => 1_700_000_001_000,
);
const decode = async (...secrets: string[]) =>
  (await workbench.decode(decodeInput.parse({ text: COOKIE, format: 'fastify-secure-session', secrets }))).decoded;

// Argon2id takes 256 MiB and a second, or more on a busy machine.
test('the window opens a cookie of @fastify/secure-session by its password', { timeout: 240_000 }, async () => {
  for (const secret of [PASSWORD, `salt:${SALT}:${PASSWORD}`]) {
    expect(await decode('other', secret)).toMatchObject({
      payload: { Username: 'Admin' },
      signatureMatches: true,
      secretNumber: 2,
    });
  }
});

test('other work goes on while the key is derived', { timeout: 240_000 }, async () => {
  const secret = `${PASSWORD}, another one`;
  const decoding = decode(secret);
  await setImmediate();
  // A derivation in this thread would have ended by now.
  expect(derivedSessionKey(secret)).toBeNull();
  await decoding;
  expect(derivedSessionKey(secret)).not.toBeNull();
});

test('a salt or a password that the plugin refuses is no key', async () => {
  expect(await decode('salt:short:a password of more than thirty-two characters', 'short')).toMatchObject({
    payload: null,
    reason: 'secret-unusable',
    notes: ['key-not-passphrase'],
  });
});
