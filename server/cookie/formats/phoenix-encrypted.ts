import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { fromBase64url } from '../../encodings/base64.ts';
import { type Check, type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { plugBytes, plugContent } from './parts/plug-content.ts';
import { railsKey, railsKeyFormula } from './parts/rails-keys.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { BOX_NONCE_BYTES, BOX_TAG_BYTES, openXChaCha, sealXChaCha } from './parts/stream-boxes.ts';

const KEY_BYTES = 32;
/** Additional data of the encryption, in both versions. */
const AAD = Buffer.from('A128GCM');
const [IV_BYTES, TAG_BYTES, CONTENT_KEY_BYTES] = [12, 16, 16];
const OLD_HEADER = AAD.toString('base64url');

/** Salts of the documentation of Plug and Phoenix. Plug refuses to make keys for cookies from a shorter secret. */
const COOKIE_SALTS = ['cookie store encryption salt', 'encrypted cookie', 'encryption salt', 'encryption'];
const COOKIE_SIGNING_SALTS = ['cookie store signing salt', 'signing salt', 'signing'];
const TOKEN_SALTS = ['user auth', 'user socket'];
const LEAST_SECRET_BYTES = 64;

/**
 * An encrypted session of Phoenix and Plug, or a token of Phoenix.Token.encrypt. Since plug_crypto 2 it is `XCP.` and
 * base64url of nonce, tag and content (XChaCha20-Poly1305). Earlier it had the five parts of a JWE with the header
 * `A128GCM`, whose key is wrapped with AES-GCM and bound to a second key. Both keys are derived from secret_key_base
 * and a salt. Salts are given as `salt:NAME:SECRET`, each in a separate line. Source: plug_crypto message_encryptor.ex
 * and key_generator.ex, Plug.Session.COOKIE.
 */
export const phoenixEncrypted: CookieFormatModule = {
  format: 'phoenix-encrypted',
  recognise: ({ text }) => (split(text) === null ? (/^(?:XCP|QTEyOEdDTQ)\.[\w-]+/.test(text) ? 0.7 : 0) : 0.98),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'ciphertext', segments: segmentsOf([['ciphertext', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptSalts(parts, secret, check));
    const content = attempt?.plain ? plugContent(attempt.plain) : null;
    const shown = {
      payload: content?.payload ?? null,
      notes: content?.notes ?? [],
      signedAtMs: content?.signedAtMs ?? null,
      segments: segmentsOfParts(text, parts),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber !== null) return reading(shown);
    const verdict = mismatch(check.secrets, attempt);
    return reading({ ...shown, ...verdict, notes: withSaltNote(shown.notes, verdict.reason) });
  },
  sign(payload, secret, { like, randomBytes }) {
    const old = like === null ? null : split(like.text);
    const attempt = old === null ? null : attemptSalts(old, secret, { secrets: [secret] });
    const content = plugBytes(payload, attempt?.plain ?? null);
    const [first] = saltsOf(secret, []);
    if (old?.version === 1) {
      // Which salt the second key has is known from the old cookie only.
      if (!attempt?.matches) return { ok: false, reason: 'secret-unusable' };
      return signed(sealOld(content, attempt.key, attempt.signingKey, randomBytes));
    }
    const key = attempt?.matches ? attempt.key : first === undefined ? null : keyOf(first);
    if (key === null) return { ok: false, reason: 'secret-unusable' };
    const nonce = randomBytes(BOX_NONCE_BYTES);
    const sealed = sealXChaCha(key, nonce, content, AAD);
    const [ciphertext, tag] = [sealed.subarray(0, -BOX_TAG_BYTES), sealed.subarray(-BOX_TAG_BYTES)];
    return signed(`XCP.${Buffer.concat([nonce, tag, ciphertext]).toString('base64url')}`);
  },
};

type Parts =
  | { readonly version: 2; readonly nonce: Buffer; readonly tag: Buffer; readonly ciphertext: Buffer }
  | {
      readonly version: 1;
      readonly wrapped: Buffer;
      readonly iv: Buffer;
      readonly tag: Buffer;
      readonly ciphertext: Buffer;
      readonly texts: readonly string[];
    };

function split(text: string): Parts | null {
  if (text.startsWith('XCP.')) {
    const bytes = fromBase64url(text.slice(4));
    if (bytes === null || bytes.length <= BOX_NONCE_BYTES + BOX_TAG_BYTES) return null;
    const end = BOX_NONCE_BYTES + BOX_TAG_BYTES;
    return {
      version: 2,
      nonce: bytes.subarray(0, BOX_NONCE_BYTES),
      tag: bytes.subarray(BOX_NONCE_BYTES, end),
      ciphertext: bytes.subarray(end),
    };
  }
  const texts = text.startsWith(`${OLD_HEADER}.`) ? text.split('.', 6) : [];
  const [, wrapped, iv, ciphertext, tag] = texts.map((part) => fromBase64url(part));
  if (texts.length !== 5 || !wrapped || !iv || !ciphertext || !tag) return null;
  const isSized = iv.length === IV_BYTES && tag.length === TAG_BYTES && wrapped.length > IV_BYTES + TAG_BYTES;
  return isSized ? { version: 1, wrapped, iv, ciphertext, tag, texts } : null;
}

type Salted = { readonly salt: string; readonly secret: string | Buffer };

/** Salts that were given with any of the secrets, then the usual ones. */
function saltsOf(secret: string | Buffer, others: readonly string[], usual = COOKIE_SALTS): Salted[] {
  const own = saltedSecret(secret);
  const bare = own?.secret ?? secret;
  const given = others.map(saltedSecret).flatMap((salted) => salted?.salt ?? []);
  const isLong = Buffer.byteLength(bare) >= LEAST_SECRET_BYTES;
  const salts = new Set([...(own === null ? [] : [own.salt]), ...given, ...(isLong ? usual : []), ...TOKEN_SALTS]);
  return Array.from(salts, (salt) => ({ salt, secret: bare }));
}

function attemptSalts(parts: Parts, secret: string | Buffer, { secrets }: Pick<Check, 'secrets'>) {
  const signing = parts.version === 2 ? [] : saltsOf(secret, secrets, COOKIE_SIGNING_SALTS);
  let first: ReturnType<typeof attemptSalt> | null = null;
  for (const salted of saltsOf(secret, secrets)) {
    // Phoenix.Token binds its tokens to no second key.
    for (const second of parts.version === 2 ? [null] : [...signing, null]) {
      const attempt = attemptSalt(parts, salted, second);
      if (attempt.matches) return attempt;
      first ??= attempt;
    }
  }
  return first;
}

function attemptSalt(parts: Parts, salted: Salted, second: Salted | null) {
  const key = keyOf(salted);
  const signingKey = second === null ? Buffer.alloc(0) : keyOf(second);
  const plain = parts.version === 2 ? openNew(parts, key) : openOld(parts, key, signingKey);
  const derivation: DerivationStep[] = [step('encryption-key', railsKeyFormula(salted.salt, KEY_BYTES, 'sha256'), key)];
  if (second !== null) derivation.push(step('key', railsKeyFormula(second.salt, KEY_BYTES, 'sha256'), signingKey));
  const cipher = parts.version === 2 ? 'XChaCha20-Poly1305' : 'AES-128-GCM with the unwrapped key';
  if (plain !== null) derivation.push(step('plaintext', `${cipher}, additional data "A128GCM"`, plain));
  return { key, signingKey, plain, matches: plain !== null, derivation };
}

/** Plug derives its keys as Rails does. */
function keyOf({ secret, salt }: Salted): Buffer {
  return railsKey(secret, salt, KEY_BYTES, 'sha256');
}

function openNew({ nonce, tag, ciphertext }: Extract<Parts, { version: 2 }>, key: Buffer): Buffer | null {
  return openXChaCha(key, nonce, Buffer.concat([ciphertext, tag]), AAD);
}

/** The key of the content comes encrypted, with its tag and vector behind it. */
function openOld(parts: Extract<Parts, { version: 1 }>, key: Buffer, signingKey: Buffer): Buffer | null {
  const { wrapped, iv, ciphertext, tag } = parts;
  const [tagAt, ivAt] = [wrapped.length - IV_BYTES - TAG_BYTES, wrapped.length - IV_BYTES];
  const contentKey = openGcm(
    key,
    wrapped.subarray(ivAt),
    wrapped.subarray(0, tagAt),
    wrapped.subarray(tagAt, ivAt),
    signingKey,
  );
  return contentKey === null ? null : openGcm(contentKey, iv, ciphertext, tag, AAD);
}

function openGcm(key: Buffer, iv: Buffer, ciphertext: Buffer, tag: Buffer, aad: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv(gcmName(key), key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

function sealOld(content: Buffer, key: Buffer, signingKey: Buffer, randomBytes: (count: number) => Buffer): string {
  const contentKey = randomBytes(CONTENT_KEY_BYTES);
  const iv = randomBytes(IV_BYTES);
  const wrapIv = randomBytes(IV_BYTES);
  const wrap = sealGcm(key, wrapIv, contentKey, signingKey);
  const sealed = sealGcm(contentKey, iv, content, AAD);
  const wrapped = Buffer.concat([wrap.ciphertext, wrap.tag, wrapIv]);
  const parts = [wrapped, iv, sealed.ciphertext, sealed.tag].map((part) => part.toString('base64url'));
  return [OLD_HEADER, ...parts].join('.');
}

function sealGcm(key: Buffer, iv: Buffer, content: Buffer, aad: Buffer) {
  const cipher = createCipheriv(gcmName(key), key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

function gcmName(key: Buffer) {
  return `aes-${key.length * 8}-gcm` as 'aes-256-gcm';
}

function segmentsOfParts(text: string, parts: Parts) {
  if (parts.version === 1) {
    const roles = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const;
    return segmentsOf(
      roles.flatMap((role, index) => {
        const part = [role, parts.texts[index] ?? ''] as const;
        return index === 0 ? [part] : [['separator', '.'] as const, part];
      }),
    );
  }
  const inside = segmentsInBase64(
    [
      ['iv', BOX_NONCE_BYTES],
      ['tag', BOX_TAG_BYTES],
      ['ciphertext', parts.ciphertext.length],
    ],
    text.length - 4,
  );
  const moved = inside.map((segment) => ({ ...segment, start: segment.start + 4, end: segment.end + 4 }));
  return [
    ...segmentsOf([
      ['prefix', 'XCP'],
      ['separator', '.'],
    ]),
    ...moved,
  ];
}
