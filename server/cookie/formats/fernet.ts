import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { quotedLike } from './parts/encoded-like.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { PYTHON_JSON, writeJson } from './parts/json-writer.ts';
import { keyOf32Bytes } from './parts/key-bytes.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';

const HEAD_BYTES = 9;
const IV_BYTES = 16;
const MAC_BYTES = 32;
const MIN_BYTES = HEAD_BYTES + IV_BYTES + 16 + MAC_BYTES;
const LATEST_SECONDS = 253_402_300_799;

/**
 * A Fernet token, as aiohttp_session's EncryptedCookieStorage has one: base64url of the version, the time, a vector,
 * the encrypted content and an HMAC-SHA256. The key is 32 bytes, in base64url or as `base64:` or `hex:`: the first half
 * signs, the second encrypts with AES-128-CBC. Source: the Fernet specification.
 */
export const fernet: CookieFormatModule = {
  format: 'fernet',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['ciphertext', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptKey(parts, secret));
    const plain = secretNumber === null ? null : (attempt?.plain ?? null);
    const content = plain === null ? null : contentOf(plain);
    const shown = {
      payload: content?.payload ?? null,
      notes: content?.notes ?? [],
      signedAtMs: parts.seconds * 1000,
      segments: segmentsInBase64(
        [
          ['version', 1],
          ['timestamp', 8],
          ['iv', IV_BYTES],
          ['ciphertext', parts.ciphertext.length],
          ['signature', MAC_BYTES],
        ],
        text.length,
      ),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    if (content === null) return reading({ ...shown, reason: 'malformed', where: 'ciphertext' });
    return reading(
      parts.seconds * 1000 > check.nowMs ? { ...shown, reason: 'not-yet-valid', where: 'timestamp' } : shown,
    );
  },
  sign(payload, secret, { like, nowMs, randomBytes }) {
    const key = keyOf32Bytes(secret);
    if (key === null) return { ok: false, reason: 'secret-unusable' };
    const text = typeof payload === 'string' ? payload : writeJson(payload, PYTHON_JSON);
    const iv = randomBytes(IV_BYTES);
    const head = Buffer.alloc(HEAD_BYTES);
    head[0] = 0x80;
    head.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(nowMs / 1000))), 1);
    const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv);
    const content = Buffer.concat([head, iv, cipher.update(text), cipher.final()]);
    const token = Buffer.concat([content, hmac('sha256', key.subarray(0, 16), content)]).toString('base64url');
    const isBare = like !== null && token.length % 4 !== 0 && like.text.length % 4 !== 0;
    const written = isBare ? token : token.padEnd(Math.ceil(token.length / 4) * 4, '=');
    return signed(like === null ? written : quotedLike(written, like));
  },
};

type Parts = {
  readonly seconds: number;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly content: Buffer;
  readonly mac: Buffer;
};

function split(text: string): Parts | null {
  const bytes = /^gAAAAA[\w-]+={0,2}$/.test(text) ? fromAnyBase64(text) : null;
  if (bytes === null || bytes.length < MIN_BYTES || (bytes.length - MIN_BYTES) % 16 !== 0) return null;
  const seconds = Number(bytes.readBigUInt64BE(1));
  const content = bytes.subarray(0, -MAC_BYTES);
  if (seconds > LATEST_SECONDS) return null;
  return {
    seconds,
    iv: content.subarray(HEAD_BYTES, HEAD_BYTES + IV_BYTES),
    ciphertext: content.subarray(HEAD_BYTES + IV_BYTES),
    content,
    mac: bytes.subarray(-MAC_BYTES),
  };
}

function attemptKey({ iv, ciphertext, content, mac: given }: Parts, secret: string | Buffer) {
  const key = keyOf32Bytes(secret);
  if (key === null) return null;
  const mac = hmac('sha256', key.subarray(0, 16), content);
  const matches = isSameMac(mac, given);
  const plain = matches ? decrypted(ciphertext, key.subarray(16), iv) : null;
  const derivation: DerivationStep[] = [
    step('key', 'the first 16 bytes of the secret', key.subarray(0, 16)),
    step('encryption-key', 'the last 16 bytes of the secret', key.subarray(16)),
    step('mac', 'HMAC-SHA256(key, everything before the signature)', mac),
    ...(plain === null ? [] : [step('plaintext', 'AES-128-CBC(encryption key, iv)', plain)]),
  ];
  const agreeing = mac.filter((byte, index) => byte === given[index]).length;
  const provesTampering = !matches && agreeing >= MAC_BYTES / 2 ? ('signature' as const) : null;
  return { matches, plain, derivation, provesTampering };
}

/** Null if the padding is wrong. */
function decrypted(ciphertext: Buffer, key: Buffer, iv: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

function contentOf(plain: Buffer): { payload: Json; notes: CookieNote[] } {
  const text = utf8Of(plain);
  const json = text === null ? null : readJson(text, { hasPythonConstants: true });
  if (json?.ok) return { payload: json.value, notes: [] };
  const kind = kindOfBytes(plain);
  if (text !== null && kind === 'bytes') return { payload: text, notes: [] };
  return { payload: opaqueValue(kind, plain), notes: [NOTE_OF_OPAQUE[kind]] };
}
