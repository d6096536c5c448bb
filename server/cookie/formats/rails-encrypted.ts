import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fromBase64 } from '../../encodings/base64.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { judgeRails, type RailsAttempt } from './parts/rails-judgement.ts';
import { RAILS_KEY_DIGESTS, type RailsKeyDigest, railsKey, railsKeyFormula } from './parts/rails-keys.ts';
import { newRailsMessage, readRailsMessage, writeRailsMessage } from './parts/rails-message.ts';
import { trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

const SALT = 'authenticated encrypted cookie';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Parts = { texts: readonly [string, string, string]; ciphertext: Buffer; iv: Buffer; tag: Buffer };

/**
 * An encrypted cookie of Rails 5.2 and later: `base64(ciphertext)--base64(iv)--base64(tag)`, AES-256-GCM. The tag
 * covers everything, so a wrong secret and a changed cookie fail in the same way and cannot be distinguished. Source:
 * ActiveSupport message_encryptor.rb.
 */
export const railsEncrypted: CookieFormatModule = {
  format: 'rails-encrypted',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.97),
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'tag', segments: segmentsOf([['ciphertext', cookie.text]]) });
    const [ciphertext, iv, tag] = parts.texts;
    const segments = segmentsOf([
      ['ciphertext', ciphertext],
      ['separator', '--'],
      ['iv', iv],
      ['separator', '--'],
      ['tag', tag],
    ]);
    const trial = trySecrets(check.secrets, (secret) => attemptKeys(parts, secret));
    return judgeRails(cookie, check, trial, { message: null, segments });
  },
  sign(payload, secret, { name, like, randomBytes }) {
    const parts = like === null ? null : split(like.text);
    const attempt = parts === null ? null : attemptKeys(parts, secret);
    const keyDigest = attempt?.matches ? attempt.keyDigest : 'sha256';
    const old = attempt?.message ?? newRailsMessage(name);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', railsKey(secret, SALT, KEY_BYTES, keyDigest), iv);
    const ciphertext = Buffer.concat([cipher.update(writeRailsMessage(payload, old)), cipher.final()]);
    const pieces = [ciphertext, iv, cipher.getAuthTag()].map((bytes) => bytes.toString('base64'));
    return signed(encodeURIComponent(pieces.join('--')));
  },
};

function attemptKeys(parts: Parts, secret: string | Buffer) {
  let last: (RailsAttempt & { keyDigest: RailsKeyDigest }) | null = null;
  for (const digest of RAILS_KEY_DIGESTS) {
    const attempt = attemptKey(digest, parts, secret);
    if (attempt.matches) return attempt;
    last ??= attempt;
  }
  return last;
}

function attemptKey(keyDigest: RailsKeyDigest, parts: Parts, secret: string | Buffer) {
  const key = railsKey(secret, SALT, KEY_BYTES, keyDigest);
  const plaintext = decrypt(key, parts);
  const derivation = [
    step('encryption-key', railsKeyFormula(SALT, KEY_BYTES, keyDigest), key),
    ...(plaintext === null ? [] : [step('plaintext', 'AES-256-GCM-decrypt(key, iv, ciphertext, tag)', plaintext)]),
  ];
  const message = plaintext === null ? null : readRailsMessage(plaintext);
  return { matches: plaintext !== null, provesTampering: null, keyDigest, derivation, message };
}

function decrypt(key: Buffer, { ciphertext, iv, tag }: Parts): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** A tag of another length is refused, as Rails does: a short one could be guessed. */
function split(text: string): Parts | null {
  const pieces = text.split('--', 4);
  const [first, second, third] = pieces;
  if (pieces.length !== 3 || first === undefined || second === undefined || third === undefined) return null;
  const [ciphertext, iv, tag] = [fromBase64(first), fromBase64(second), fromBase64(third)];
  if (ciphertext === null || iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES) return null;
  return { texts: [first, second, third], ciphertext, iv, tag };
}
