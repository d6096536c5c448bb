import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fromBase64 } from '../../encodings/base64.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { judgeRails, type RailsAttempt } from './parts/rails-judgement.ts';
import { RAILS_KEY_DIGESTS, type RailsKeyDigest, railsKey, railsKeyFormula } from './parts/rails-keys.ts';
import { newRailsMessage, readRailsMessage, writeRailsMessage } from './parts/rails-message.ts';
import { isEditedSignature, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';

const KEY_SALT = 'encrypted cookie';
const MAC_SALT = 'signed encrypted cookie';

type Parts = { data: string; mac: string; texts: readonly [string, string]; ciphertext: Buffer; iv: Buffer };

/**
 * An encrypted cookie of Rails before 5.2: `base64(base64(ciphertext)--base64(iv))--mac`, AES-256-CBC with an
 * HMAC-SHA1 in hex over the outer text. Before 7.0 the content is a Marshal dump by default: shown, never loaded.
 * Source: ActiveSupport message_encryptor.rb.
 */
export const railsEncryptedCbc: CookieFormatModule = {
  format: 'rails-encrypted-cbc',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'ciphertext', segments: segmentsOf([['payload', cookie.text]]) });
    const { data, mac, texts } = parts;
    const inner = segmentsInBase64(
      [
        ['ciphertext', texts[0].length],
        ['separator', 2],
        ['iv', texts[1].length],
      ],
      data.length,
    );
    const segments = [
      ...inner,
      ...segmentsOf(
        [
          ['separator', '--'],
          ['signature', mac],
        ],
        data.length,
      ),
    ];
    const trial = trySecrets(check.secrets, (secret) => attemptKeys(parts, secret));
    return judgeRails(cookie, check, trial, { message: null, segments });
  },
  sign(payload, secret, { like, randomBytes }) {
    const parts = like === null ? null : split(like.text);
    const attempt = parts === null ? null : attemptKeys(parts, secret);
    const keyDigest = attempt?.matches ? attempt.keyDigest : 'sha1';
    const old = attempt?.message ?? newRailsMessage(null);
    const iv = randomBytes(16);
    const cipher = createCipheriv('aes-256-cbc', railsKey(secret, KEY_SALT, 32, keyDigest), iv);
    const ciphertext = Buffer.concat([cipher.update(writeRailsMessage(payload, old)), cipher.final()]);
    const data = Buffer.from(`${ciphertext.toString('base64')}--${iv.toString('base64')}`).toString('base64');
    const mac = hmac('sha1', railsKey(secret, MAC_SALT, 64, keyDigest), data);
    return signed(encodeURIComponent(`${data}--${mac.toString('hex')}`));
  },
};

function attemptKeys(parts: Parts, secret: string | Buffer) {
  let last: (RailsAttempt & { keyDigest: RailsKeyDigest }) | null = null;
  for (const digest of RAILS_KEY_DIGESTS) {
    const attempt = attemptKey(digest, parts, secret);
    if (attempt.matches || attempt.provesTampering) return attempt;
    last ??= attempt;
  }
  return last;
}

function attemptKey(
  keyDigest: RailsKeyDigest,
  parts: Parts,
  secret: string | Buffer,
): RailsAttempt & { keyDigest: RailsKeyDigest } {
  const macKey = railsKey(secret, MAC_SALT, 64, keyDigest);
  const mac = hmac('sha1', macKey, parts.data);
  const expected = mac.toString('hex');
  const matches = isSameMac(Buffer.from(expected), Buffer.from(parts.mac));
  const key = railsKey(secret, KEY_SALT, 32, keyDigest);
  const plaintext = matches ? decrypt(key, parts) : null;
  const derivation = [
    step('signed-text', 'everything before the last --', parts.data),
    step('key', railsKeyFormula(MAC_SALT, 64, keyDigest), macKey),
    step('mac', 'HMAC-SHA1(key, signed text)', mac),
    step('signature', 'hex(mac)', expected),
    step('encryption-key', railsKeyFormula(KEY_SALT, 32, keyDigest), key),
    ...(plaintext === null
      ? []
      : [step('plaintext', 'AES-256-CBC-decrypt(encryption key, iv, ciphertext)', plaintext)]),
  ];
  const message = plaintext === null ? null : readRailsMessage(plaintext);
  return {
    matches,
    provesTampering: isEditedSignature(parts.mac, expected) ? 'signature' : null,
    keyDigest,
    derivation,
    message,
  };
}

function decrypt(key: Buffer, { ciphertext, iv }: Parts): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

function split(text: string): Parts | null {
  const outer = /^([A-Za-z0-9+/]+={0,2})--([0-9a-f]{40})$/.exec(text);
  const data = outer?.[1] ?? '';
  const inner = fromBase64(data)?.toString('latin1').split('--', 3) ?? [];
  const [first, second] = inner;
  if (outer === null || inner.length !== 2 || first === undefined || second === undefined) return null;
  const [ciphertext, iv] = [fromBase64(first), fromBase64(second)];
  if (ciphertext === null || iv?.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) return null;
  return { data, mac: outer[2] ?? '', texts: [first, second], ciphertext, iv };
}
