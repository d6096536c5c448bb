import { createDecipheriv } from 'node:crypto';
import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { readableText } from '../../encodings/readable-text.ts';
import { type CookieFormatModule, type CookieText, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { readGob } from './parts/gob.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { formsOf, isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { isSameJson } from './parts/text-content.ts';
import { writeGob, writeGobText } from './parts/write-gob.ts';

const DEFAULT_AGE_SECONDS = 30 * 24 * 60 * 60;
const IV_BYTES = 16;
const DIGEST_OF_LENGTH: Readonly<Record<number, Digest>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384', 64: 'sha512' };
const CIPHER_OF_LENGTH: Readonly<Record<number, string>> = { 16: 'aes-128-ctr', 24: 'aes-192-ctr', 32: 'aes-256-ctr' };

/**
 * A cookie of gorilla/securecookie, which Gin, Echo and Kratos use for sessions: base64url of `time|data|mac`. The MAC
 * is over `name|time|data`, so the name of the cookie is needed. The data is base64url of JSON or of Go's gob, and is
 * encrypted with AES-CTR where the app has a block key: any other secret that is given is tried as one. Source:
 * gorilla/securecookie securecookie.go, `Encode`.
 */
export const gorilla: CookieFormatModule = {
  format: 'gorilla',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', cookie.text]]) });
    const { name } = cookie;
    const trial = trySecrets(check.secrets, (secret) => attemptMac(name, parts, secret));
    const { secretNumber, attempt } = trial;
    const content = contentOf(parts.data, check.secrets);
    const signedAtMs = Number(parts.timestamp) * 1000;
    const notes: CookieNote[] = name === null ? [...content.notes, 'name-needed'] : content.notes;
    const shown = {
      payload: content.payload,
      notes,
      signedAtMs,
      segments: segmentsOfParts(cookie.text, parts, content.isEncrypted),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    return reading({ ...shown, ...ageOf(signedAtMs, check, DEFAULT_AGE_SECONDS, notes) });
  },
  sign(payload, secret, { name, like, nowMs }) {
    if (name === null) return { ok: false, reason: 'name-needed' };
    const old = like === null ? null : split(like.text);
    const content = old === null ? null : contentOf(old.data, []);
    if (content?.kind === 'unknown') return { ok: false, reason: 'payload-unusable' };
    const isSame = old !== null && content !== null && isSameJson(content.payload, payload);
    const data = isSame ? old.data : dataOf(payload, content?.kind ?? 'json');
    if (data === null) return { ok: false, reason: 'payload-unusable' };
    const timed = `${Math.floor(nowMs / 1000)}|${data}`;
    const mac = hmac(old?.digest ?? 'sha256', secret, `${name}|${timed}`);
    return signed(padded(Buffer.concat([Buffer.from(`${timed}|`), mac])));
  },
};

type Parts = { readonly timestamp: string; readonly data: string; readonly mac: Buffer; readonly digest: Digest };

function split(text: string): Parts | null {
  // Base64 of a digit 1 to 3, which each time of this century begins with, and of another digit.
  const bytes = /^M[TjzD]/.test(text) ? fromAnyBase64(text) : null;
  const head = bytes === null ? null : /^(\d{9,11})\|([\w-]+={0,2})\|/.exec(bytes.toString('latin1'));
  if (bytes === null || head === null) return null;
  const [whole, timestamp = '', data = ''] = head;
  const mac = bytes.subarray(whole.length);
  const digest = DIGEST_OF_LENGTH[mac.length];
  return digest === undefined ? null : { timestamp, data, mac, digest };
}

function attemptMac(name: CookieText['name'], { timestamp, data, mac: given, digest }: Parts, secret: string | Buffer) {
  const signedText = `${name ?? ''}|${timestamp}|${data}`;
  const mac = hmac(digest, secret, signedText);
  const derivation: DerivationStep[] = [
    step('signed-text', 'name|time|data', signedText),
    step('mac', `HMAC-${digest.toUpperCase()}(secret, signed text)`, mac),
  ];
  const isEdited = isEditedSignature(given.toString('hex'), mac.toString('hex'));
  return { matches: isSameMac(mac, given), derivation, provesTampering: isEdited ? ('signature' as const) : null };
}

/** How the data is written. `gob`: a gob that cannot be written again, since it has types of the app. */
type Kind = 'json' | 'gob-text' | 'gob-session' | 'gob' | 'text' | 'unknown';

type Content = {
  readonly kind: Kind;
  readonly payload: Json;
  readonly isEncrypted: boolean;
  readonly notes: CookieNote[];
};

/** Without the block key, encrypted bytes cannot be distinguished from other unreadable bytes. */
function contentOf(data: string, secrets: readonly string[]): Content {
  const bytes = fromAnyBase64(data) ?? Buffer.alloc(0);
  const plain = readPlain(bytes);
  if (plain !== null) return { ...plain, isEncrypted: false };
  for (const key of secrets.flatMap(formsOf)) {
    const opened = decrypted(bytes, Buffer.from(key));
    const read = opened === null ? null : readPlain(opened);
    // An encrypted cookie cannot be signed again, because signing gets only one secret.
    if (read !== null) return { ...read, kind: 'unknown', isEncrypted: true };
  }
  return { kind: 'unknown', payload: opaqueValue('bytes', bytes), isEncrypted: false, notes: [NOTE_OF_OPAQUE.bytes] };
}

function readPlain(bytes: Buffer): { kind: Kind; payload: Json; notes: CookieNote[] } | null {
  const text = utf8Of(bytes);
  const json = text === null ? null : readJson(text.trimEnd());
  if (json?.ok) return { kind: 'json', payload: json.value, notes: [] };
  const gob = readGob(bytes);
  if (gob !== null) {
    const kind = typeof gob.value === 'string' ? 'gob-text' : gob.isPlain ? 'gob-session' : 'gob';
    return { kind, payload: gob.value, notes: kind === 'gob-text' ? [] : ['gob'] };
  }
  const plain = bytes.length > 0 ? readableText(bytes) : null;
  return plain === null ? null : { kind: 'text', payload: plain, notes: [] };
}

function decrypted(bytes: Buffer, key: Buffer): Buffer | null {
  const cipher = CIPHER_OF_LENGTH[key.length];
  if (cipher === undefined || bytes.length <= IV_BYTES) return null;
  const decipher = createDecipheriv(cipher, key, bytes.subarray(0, IV_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]);
}

/** Null if the payload cannot be written in this form. */
function dataOf(payload: Json, kind: Kind): string | null {
  if (kind === 'json') return padded(Buffer.from(writeJson(payload, JAVASCRIPT_JSON)));
  if (kind === 'text') return typeof payload === 'string' ? padded(Buffer.from(payload)) : null;
  if (kind === 'gob-text') return typeof payload === 'string' ? padded(writeGobText(payload)) : null;
  const gob = kind === 'gob-session' ? writeGob(payload) : null;
  return gob === null ? null : padded(gob);
}

/** Go's base64.URLEncoding. */
function padded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

function segmentsOfParts(text: string, { timestamp, data, mac }: Parts, isEncrypted: boolean) {
  return segmentsInBase64(
    [
      ['timestamp', timestamp.length],
      ['separator', 1],
      [isEncrypted ? 'ciphertext' : 'payload', data.length],
      ['separator', 1],
      ['signature', mac.length],
    ],
    text.length,
  );
}
