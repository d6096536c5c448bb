import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import type { CookieNote } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

const SKEW_MS = 60_000;
const MIN_PASSWORD = 32;
const DEFAULT_TTL_MS = 14 * 24 * 60 * 60 * 1000;

/** The eight fields of an iron seal, as text, and the suffix of iron-session. */
type Parts = {
  fields: readonly [string, string, string, string, string, string, string, string];
  /** `~2` and the like; empty for a bare seal. */
  version: string;
};

/**
 * A seal of iron-session, `Fe26.2*id*salt*iv*ciphertext*expiry*macSalt*mac` and `~2`: AES-256-CBC, HMAC-SHA256 over
 * the first six fields, each key by PBKDF2 with a single round from the salt as the hex text that it is. The expiry
 * is in milliseconds, with 60 seconds of grace. Secrets have 32 characters at least. Source: iron-webcrypto index.ts,
 * iron-session core.ts.
 */
export const ironSession: CookieFormatModule = {
  format: 'iron-session',
  recognise: ({ text }) => (text.startsWith('Fe26.') ? (split(text) === null ? 0.8 : 0.99) : 0),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'separator', segments: segmentsOf([['payload', text]]) });
    const expiry = parts.fields[5];
    const expiresAtMs = /^\d{1,16}$/.test(expiry) ? Number(expiry) : null;
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptPassword(parts, secret));
    const shown = {
      ...contentOf(parts, attempt?.plaintext ?? null),
      expiresAtMs,
      segments: segmentsOfParts(parts),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    if (expiry !== '' && expiresAtMs === null) return reading({ ...shown, reason: 'malformed', where: 'expiry' });
    if (attempt?.plaintext === null) return reading({ ...shown, reason: 'malformed', where: 'ciphertext' });
    const isExpired = expiresAtMs !== null && expiresAtMs <= check.nowMs - SKEW_MS;
    return reading({ ...shown, reason: isExpired ? 'expired' : null, where: isExpired ? 'expiry' : null });
  },
  sign(payload, secret, { like, nowMs, randomBytes }) {
    if (secret.length < MIN_PASSWORD) return { ok: false, reason: 'secret-unusable' };
    const old = like === null ? null : split(like.text);
    const id = old?.fields[1] ?? '1';
    const salt = randomBytes(32).toString('hex');
    const iv = randomBytes(16);
    const cipher = createCipheriv('aes-256-cbc', derive(secret, salt), iv);
    const isWrapped = old !== null && old.version !== '~2';
    const json = writeJson(isWrapped ? { persistent: payload } : payload, JAVASCRIPT_JSON);
    const ciphertext = Buffer.concat([cipher.update(json), cipher.final()]).toString('base64url');
    const expiry = old === null ? String(nowMs + DEFAULT_TTL_MS) : old.fields[5];
    const base = `Fe26.2*${id}*${salt}*${iv.toString('base64url')}*${ciphertext}*${expiry}`;
    const macSalt = randomBytes(32).toString('hex');
    const mac = hmac('sha256', derive(secret, macSalt), base).toString('base64url');
    return signed(`${base}*${macSalt}*${mac}${old?.version ?? '~2'}`);
  },
};

function attemptPassword({ fields }: Parts, secret: string | Buffer) {
  if (secret.length < MIN_PASSWORD) return null;
  const [, , salt, , , , macSalt, given] = fields;
  const base = fields.slice(0, 6).join('*');
  const macKey = derive(secret, macSalt);
  const mac = hmac('sha256', macKey, base);
  const expected = mac.toString('base64url');
  const matches = isSameMac(Buffer.from(expected), Buffer.from(given));
  const key = derive(secret, salt);
  const plaintext = matches ? decrypt(key, fields) : null;
  const derivation = [
    step('signed-text', 'the first six fields', base),
    step('key', 'PBKDF2-HMAC-SHA1(secret, MAC salt as text, 1 round, 32 bytes)', macKey),
    step('mac', 'HMAC-SHA256(key, signed text)', mac),
    step('signature', 'base64url(mac) without padding', expected),
    step('encryption-key', 'PBKDF2-HMAC-SHA1(secret, salt as text, 1 round, 32 bytes)', key),
    ...(plaintext === null
      ? []
      : [step('plaintext', 'AES-256-CBC-decrypt(encryption key, iv, ciphertext)', plaintext)]),
  ];
  const provesTampering = isEditedSignature(given, expected) ? ('signature' as const) : null;
  return { matches, plaintext, derivation, provesTampering };
}

/** A password is stretched, once; bytes are a key as they are. */
function derive(secret: string | Buffer, salt: string): Buffer {
  return typeof secret === 'string' ? pbkdf2Sync(secret, salt, 1, 32, 'sha1') : secret.subarray(0, 32);
}

function decrypt(key: Buffer, fields: Parts['fields']): Buffer | null {
  const [iv, ciphertext] = [fromBase64url(fields[3]), fromBase64url(fields[4])];
  if (iv?.length !== 16 || ciphertext === null) return null;
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** Without `~2` iron-session before version 9 took the data from `persistent`. */
function contentOf({ version }: Parts, plaintext: Buffer | null): { payload: Json; notes: CookieNote[] } {
  const text = plaintext === null ? null : utf8Of(plaintext);
  const json = text === null ? null : readJson(text);
  if (!json?.ok) return { payload: null, notes: plaintext === null ? [] : ['not-json'] };
  const persistent = isObject(json.value) ? json.value.persistent : undefined;
  if (version === '~2' || persistent === undefined) return { payload: json.value, notes: [] };
  return { payload: persistent, notes: ['pre-v8-iron-session'] };
}

function segmentsOfParts({ fields, version }: Parts) {
  const roles = ['prefix', 'key-id', 'salt', 'iv', 'ciphertext', 'expiry', 'salt', 'signature'] as const;
  const pieces = roles.flatMap((role, index) => {
    const field = [role, fields[index] ?? ''] as const;
    return index === 0 ? [field] : [['separator', '*'] as const, field];
  });
  return segmentsOf(version === '' ? pieces : [...pieces, ['version', version] as const]);
}

function split(text: string): Parts | null {
  const tilde = text.indexOf('~');
  const seal = tilde === -1 ? text : text.slice(0, tilde);
  const fields = seal.split('*', 9);
  if (fields.length !== 8 || fields[0] !== 'Fe26.2') return null;
  return { fields: fields as unknown as Parts['fields'], version: tilde === -1 ? '' : text.slice(tilde) };
}
