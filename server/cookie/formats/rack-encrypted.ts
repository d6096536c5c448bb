import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CookieNote, SegmentRole } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, reading, type SignOptions, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';

const PAD_SIZE = 32;

/** Version 1: salt, iv, ciphertext (AES-256-CTR), MAC. Version 2: salt, iv, tag, ciphertext (AES-256-GCM). */
type Parts = { version: 1 | 2; bytes: Buffer; salt: Buffer; iv: Buffer; ciphertext: Buffer; seal: Buffer };

/**
 * Rack::Session::Cookie of rack-session 2 (Rack 3): base64 of version, salt, iv, ciphertext and MAC, or with version
 * 2 a GCM tag. The secret has 64 bytes at least: 32 for the cipher, the rest for the MAC. A purpose may be mixed in,
 * which is the cookie's name where an app sets one. Content that is a Marshal dump is shown, never loaded. Source:
 * rack-session lib/rack/session/encryptor.rb.
 */
export const rackEncrypted: CookieFormatModule = {
  format: 'rack-encrypted',
  recognise({ text, name }) {
    const parts = split(text);
    if (parts === null) return 0;
    return name === 'rack.session' ? 0.96 : 0.4;
  },
  read({ text, name }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'version', segments: segmentsOf([['ciphertext', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptPurposes(parts, name, secret));
    const content = attempt?.plaintext ? contentOf(attempt.plaintext) : { payload: null, notes: [] };
    return reading({
      ...content,
      segments: segmentsOfParts(parts, text.length),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, options) {
    const parts = options.like === null ? null : split(options.like.text);
    const old = parts === null ? null : attemptPurposes(parts, options.name, secret);
    const version = parts?.version ?? 2;
    if (Buffer.byteLength(secret) < (version === 1 ? 64 : 32)) return { ok: false, reason: 'secret-unusable' };
    const text = writeJson(payload, JAVASCRIPT_JSON);
    const json = Buffer.from(text);
    // Ruby counts characters here, not bytes.
    const pad = PAD_SIZE - ((2 + [...text].length) % PAD_SIZE);
    const head = Buffer.from([pad & 0xff, pad >> 8]);
    const plaintext = Buffer.concat([head, options.randomBytes(pad), json]);
    const purpose = old?.matches ? old.purpose : '';
    const write = version === 1 ? writeVersion1 : writeVersion2;
    return signed(encodeURIComponent(write(plaintext, Buffer.from(secret), purpose, options)));
  },
};

/**
 * With a purpose, which is the cookie's name, the key is derived from the secret and the purpose; without one, from the
 * secret alone.
 */
function attemptPurposes(parts: Parts, name: string | null, secret: string | Buffer) {
  const purposes = [...new Set(['', name ?? '', 'rack.session'])];
  let first: ReturnType<typeof attemptPurpose> = null;
  for (const purpose of purposes) {
    const attempt = attemptPurpose(parts, purpose, Buffer.from(secret));
    if (attempt === null || attempt.matches) return attempt;
    first ??= attempt;
  }
  return first;
}

function attemptPurpose(parts: Parts, purpose: string, secret: Buffer) {
  const { version, bytes, salt, iv, ciphertext, seal } = parts;
  if (secret.length < (version === 1 ? 64 : 32)) return null;
  const key = hmac('sha256', secret.subarray(0, 32), salt);
  const keyStep = step('encryption-key', 'HMAC-SHA256(first 32 bytes of the secret, salt)', key);
  if (version === 2) {
    const plaintext = decryptGcm(key, parts, purpose);
    const opened =
      plaintext === null ? [] : [step('plaintext', 'AES-256-GCM-decrypt(key, iv, ciphertext, tag)', plaintext)];
    return { matches: plaintext !== null, purpose, plaintext, derivation: [keyStep, ...opened] };
  }
  const signedBytes = Buffer.concat([bytes.subarray(0, -32), Buffer.from(purpose)]);
  const mac = hmac('sha256', secret.subarray(32), signedBytes);
  const matches = isSameMac(mac, seal);
  const decipher = createDecipheriv('aes-256-ctr', key, iv);
  const plaintext = matches ? Buffer.concat([decipher.update(ciphertext), decipher.final()]) : null;
  const opened = plaintext === null ? [] : [step('plaintext', 'AES-256-CTR-decrypt(key, iv, ciphertext)', plaintext)];
  const formula = `HMAC-SHA256(secret from byte 33, everything before the MAC${purpose ? ` + "${purpose}"` : ''})`;
  return { matches, purpose, plaintext, derivation: [step('mac', formula, mac), keyStep, ...opened] };
}

function decryptGcm(key: Buffer, { bytes, iv, ciphertext, seal }: Parts, purpose: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAuthTag(seal);
    decipher.setAAD(Buffer.concat([bytes.subarray(0, 33), Buffer.from(purpose)]));
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** The first two bytes are the length of the padding before the content. */
function contentOf(plaintext: Buffer): { payload: Json; notes: CookieNote[] } {
  const content = plaintext.subarray(2 + (plaintext.length >= 2 ? plaintext.readUInt16LE(0) : 0));
  const text = utf8Of(content);
  const json = text === null ? null : readJson(text);
  if (json?.ok) return { payload: json.value, notes: [] };
  const kind = kindOfBytes(content);
  return { payload: opaqueValue(kind, content), notes: [NOTE_OF_OPAQUE[kind]] };
}

function writeVersion1(plaintext: Buffer, secret: Buffer, purpose: string, { randomBytes }: SignOptions): string {
  const [salt, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv('aes-256-ctr', hmac('sha256', secret.subarray(0, 32), salt), iv);
  const bytes = Buffer.concat([Buffer.of(1), salt, iv, cipher.update(plaintext), cipher.final()]);
  const mac = hmac('sha256', secret.subarray(32), Buffer.concat([bytes, Buffer.from(purpose)]));
  return Buffer.concat([bytes, mac]).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

function writeVersion2(plaintext: Buffer, secret: Buffer, purpose: string, { randomBytes }: SignOptions): string {
  const [salt, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', hmac('sha256', secret.subarray(0, 32), salt), iv);
  const head = Buffer.concat([Buffer.of(2), salt]);
  cipher.setAAD(Buffer.concat([head, Buffer.from(purpose)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), ciphertext]).toString('base64');
}

function segmentsOfParts({ version, ciphertext }: Parts, textLength: number) {
  const sealed: [SegmentRole, number][] =
    version === 1
      ? [
          ['iv', 16],
          ['ciphertext', ciphertext.length],
          ['signature', 32],
        ]
      : [
          ['iv', 12],
          ['tag', 16],
          ['ciphertext', ciphertext.length],
        ];
  return segmentsInBase64([['version', 1], ['salt', 32], ...sealed], textLength);
}

function split(text: string): Parts | null {
  // The first two characters contain the version. A text that cannot start with it is not decoded.
  const bytes = /^A[Q-Za-v]/.test(text) ? fromAnyBase64(text) : null;
  if (bytes?.[0] === 1 && bytes.length > 81) {
    const [salt, iv, ciphertext, seal] = [
      bytes.subarray(1, 33),
      bytes.subarray(33, 49),
      bytes.subarray(49, -32),
      bytes.subarray(-32),
    ];
    return { version: 1, bytes, salt, iv, ciphertext, seal };
  }
  if (bytes?.[0] === 2 && bytes.length > 61) {
    const [salt, iv, seal, ciphertext] = [
      bytes.subarray(1, 33),
      bytes.subarray(33, 45),
      bytes.subarray(45, 61),
      bytes.subarray(61),
    ];
    return { version: 2, bytes, salt, iv, ciphertext, seal };
  }
  return null;
}
