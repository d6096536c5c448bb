import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { type Check, type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { encodedLike } from './parts/encoded-like.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { PHP_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { isSameJson, textContent } from './parts/text-content.ts';

/** Base64 of "Cake". */
const PREFIX = 'Q2FrZQ==.';
const [MAC_CHARACTERS, IV_BYTES, KEY_CHARACTERS] = [64, 16, 32];

/**
 * A cookie that CakePHP encrypted: `Q2FrZQ==.` and base64 of an HMAC-SHA256 in hex, a vector, and the content by
 * AES-256-CBC. One key serves for both: the first 32 hex digits of SHA-256 over the app's key and its Security.salt,
 * which are given as `salt:SALT:KEY`, or as two secrets, or as one where both are the same. Source: cakephp
 * Utility/Security.php and CookieCryptTrait.php, EncryptedCookieMiddleware.
 */
export const cakephp: CookieFormatModule = {
  format: 'cakephp',
  recognise: ({ text }) => (split(text) === null ? (text.startsWith(PREFIX) ? 0.8 : 0) : 0.98),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'ciphertext', segments: segmentsOf([['ciphertext', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptSalts(parts, secret, check));
    const content = secretNumber === null || !attempt?.plain ? null : contentOf(attempt.plain);
    const shown = {
      payload: content?.payload ?? null,
      notes: content?.isBytes ? [NOTE_OF_OPAQUE.bytes] : [],
      segments: segmentsOfParts(text, parts),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber !== null)
      return reading(content === null ? { ...shown, reason: 'malformed', where: 'ciphertext' } : shown);
    const verdict = mismatch(check.secrets, attempt);
    return reading({ ...shown, ...verdict, notes: withSaltNote(shown.notes, verdict.reason) });
  },
  sign(payload, secret, { like, randomBytes }) {
    const old = like === null ? null : split(like.text);
    const attempt = old === null ? null : attemptSalts(old, secret, { secrets: [secret] });
    const [first] = keysOf(secret, []);
    const key = attempt?.matches ? attempt.key : first?.key;
    if (key === undefined) return { ok: false, reason: 'secret-unusable' };
    const content = attempt?.matches ? attempt.plain : null;
    const isSame = content !== null && isSameJson(contentOf(content).payload, payload);
    const plain = isSame ? content : Buffer.from(typeof payload === 'string' ? payload : writeJson(payload, PHP_JSON));
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
    const mac = Buffer.from(hmac('sha256', key, sealed).toString('hex'));
    return signed(encodedLike(PREFIX + Buffer.concat([mac, sealed]).toString('base64'), like));
  },
};

type Parts = { readonly mac: string; readonly iv: Buffer; readonly ciphertext: Buffer; readonly sealed: Buffer };

function split(text: string): Parts | null {
  const bytes = text.startsWith(PREFIX) ? fromBase64(text.slice(PREFIX.length)) : null;
  if (bytes === null || bytes.length < MAC_CHARACTERS + IV_BYTES + 16 || bytes.length % 16 !== 0) return null;
  const mac = bytes.subarray(0, MAC_CHARACTERS).toString('latin1');
  const sealed = bytes.subarray(MAC_CHARACTERS);
  if (!/^[0-9a-f]+$/.test(mac)) return null;
  return { mac, iv: sealed.subarray(0, IV_BYTES), ciphertext: sealed.subarray(IV_BYTES), sealed };
}

type Key = { readonly key: Buffer; readonly formula: string };

/** The salt may be one that was given with the key, another of the secrets, or the key itself. */
function keysOf(secret: string | Buffer, others: readonly string[]): Key[] {
  const own = saltedSecret(secret);
  const bare = own?.secret ?? secret;
  const salts = [...(own === null ? [] : [own.salt]), ...(typeof bare === 'string' ? [bare] : []), ...others];
  return [...new Set(salts)].map((salt) => ({
    key: Buffer.from(createHash('sha256').update(bare).update(salt).digest('hex').slice(0, KEY_CHARACTERS)),
    formula: `the first ${KEY_CHARACTERS} hex digits of SHA256(secret + Security.salt)`,
  }));
}

function attemptSalts(parts: Parts, secret: string | Buffer, { secrets }: Pick<Check, 'secrets'>) {
  const attempts = keysOf(secret, secrets).map((key) => attemptKey(parts, key));
  return (
    attempts.find(({ matches }) => matches) ??
    attempts.find(({ provesTampering }) => provesTampering) ??
    attempts[0] ??
    null
  );
}

function attemptKey({ mac: given, iv, ciphertext, sealed }: Parts, { key, formula }: Key) {
  const expected = hmac('sha256', key, sealed).toString('hex');
  const matches = isSameMac(Buffer.from(expected), Buffer.from(given));
  const plain = matches ? decrypted(key, iv, ciphertext) : null;
  const derivation: DerivationStep[] = [
    step('key', formula, key),
    step('mac', 'HMAC-SHA256(key, iv and encrypted data), in hex', expected),
    ...(plain === null ? [] : [step('plaintext', 'AES-256-CBC(key, iv)', plain)]),
  ];
  const provesTampering = isEditedSignature(given, expected) ? ('signature' as const) : null;
  return { key, plain, matches, derivation, provesTampering };
}

/** Null if the padding is wrong. */
function decrypted(key: Buffer, iv: Buffer, ciphertext: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** An array is written as JSON, anything else as text. */
function contentOf(plain: Buffer): { payload: Json; isBytes: boolean } {
  const text = utf8Of(plain);
  if (text === null) return { payload: opaqueValue('bytes', plain), isBytes: true };
  const { coding, payload } = textContent(text);
  return { payload: coding === 'json' ? payload : text, isBytes: false };
}

function segmentsOfParts(text: string, { ciphertext }: Parts) {
  const inside = segmentsInBase64(
    [
      ['signature', MAC_CHARACTERS],
      ['iv', IV_BYTES],
      ['ciphertext', ciphertext.length],
    ],
    text.length - PREFIX.length,
  );
  const moved = inside.map((part) => ({ ...part, start: part.start + PREFIX.length, end: part.end + PREFIX.length }));
  return [
    ...segmentsOf([
      ['prefix', PREFIX.slice(0, -1)],
      ['separator', '.'],
    ]),
    ...moved,
  ];
}
