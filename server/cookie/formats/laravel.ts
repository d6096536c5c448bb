import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { CookieNote, DerivationStep, SegmentRole } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64, fromBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, type CookieText, reading, type SignOptions, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, PHP_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { formsOf, isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';

/** The JSON inside, with its values as the base64 and hex texts they are. `tag` is empty for CBC, `mac` for GCM. */
type Envelope = { iv: string; value: string; mac: string; tag: string; json: string };

/** 40 hex digits and a bar: an HMAC-SHA1 of the cookie's name, so that a value moved to another cookie fails. */
const NAME_PREFIX = /^[0-9a-f]{40}\|/;

/**
 * A cookie of Laravel: base64 of JSON `{iv, value, mac, tag}`. AES in CBC with an HMAC-SHA256 over iv and value, or in
 * GCM with a tag; 128 or 256 bits by the length of APP_KEY. With CBC, a changed MAC can be distinguished from a wrong
 * key, because the key then still decrypts to the name's prefix. PHP-serialized content is shown, never unserialized.
 * Source: Illuminate Encrypter.php, CookieValuePrefix.php.
 */
export const laravel: CookieFormatModule = {
  format: 'laravel',
  recognise({ text }) {
    if (!/^[A-Za-z0-9+/]{8}/.test(text)) return 0;
    if (envelopeOf(text) !== null) return 0.98;
    // A damaged one; complete JSON with such a first member is not an envelope.
    return text.startsWith('eyJpdiI6') && !isJson(text) ? 0.7 : 0;
  },
  read(cookie, check) {
    const envelope = envelopeOf(cookie.text);
    if (envelope === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', cookie.text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptKey(cookie, envelope, secret));
    const content = contentOf(cookie, attempt?.plaintext ?? null, attempt?.key ?? null);
    const shown = {
      ...content.shown,
      segments: segmentsOfEnvelope(cookie.text, envelope),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    return reading({ ...shown, reason: content.isForOtherName ? 'wrong-name' : null });
  },
  sign(payload, secret, options) {
    const key = formsOf(secret)
      .map(keyOf)
      .find((candidate) => candidate !== null);
    if (key === undefined) return { ok: false, reason: 'secret-unusable' };
    const plaintext = plaintextOf(payload, key, options);
    if (plaintext === null) return { ok: false, reason: 'name-needed' };
    return signed(encodeURIComponent(seal(plaintext, key, options)));
  },
};

type LaravelAttempt = {
  matches: boolean;
  derivation: DerivationStep[];
  /** Verified content only. */
  plaintext: Buffer | null;
  key: Buffer;
  provesTampering: SegmentRole | null;
};

function attemptKey(
  cookie: CookieText,
  { iv, value, mac, tag }: Envelope,
  secret: string | Buffer,
): LaravelAttempt | null {
  const key = keyOf(secret);
  if (key === null) return null;
  const isGcm = tag !== '';
  const cipher = `AES-${key.length * 8}-${isGcm ? 'GCM' : 'CBC'}`;
  const plaintext = decrypt(cipher, key, { iv, value, tag });
  const opened =
    plaintext === null
      ? []
      : [step('plaintext', `${cipher}-decrypt(key, iv, value${isGcm ? ', tag' : ''})`, plaintext)];
  const start = [step('encryption-key', 'APP_KEY', key)];
  if (isGcm) {
    return { matches: plaintext !== null, derivation: [...start, ...opened], plaintext, key, provesTampering: null };
  }
  const expected = hmac('sha256', key, iv + value);
  const matches = isSameMac(Buffer.from(expected.toString('hex')), Buffer.from(mac));
  const derivation: DerivationStep[] = [
    ...start,
    step('signed-text', 'iv + value, as base64', iv + value),
    step('mac', 'HMAC-SHA256(key, signed text)', expected),
    step('signature', 'hex(mac)', expected.toString('hex')),
    ...opened,
  ];
  const isEdited = isEditedSignature(mac, expected.toString('hex'));
  const provesTampering = isEdited ? 'signature' : hasPrefixOfKey(cookie, plaintext, key) ? 'ciphertext' : null;
  return { matches, derivation, plaintext: matches ? plaintext : null, key, provesTampering };
}

/** The decrypted content begins with the HMAC of the cookie's name: no wrong key does that. */
function hasPrefixOfKey({ name }: CookieText, plaintext: Buffer | null, key: Buffer): boolean {
  return name !== null && plaintext !== null && plaintext.subarray(0, 41).toString('latin1') === namePrefix(name, key);
}

function contentOf({ name }: CookieText, plaintext: Buffer | null, key: Buffer | null) {
  if (plaintext === null || key === null) return { shown: {}, isForOtherName: false };
  const start = plaintext.subarray(0, 41).toString('latin1');
  const hasPrefix = NAME_PREFIX.test(start);
  const value = hasPrefix ? plaintext.subarray(41) : plaintext;
  const notes: CookieNote[] = [];
  if (!hasPrefix) notes.push('name-prefix-missing');
  else if (name === null) notes.push('name-not-checked');
  const kind = kindOfBytes(value);
  const text = utf8Of(value);
  const isText = text !== null && kind !== 'php-serialized';
  if (!isText) notes.push(NOTE_OF_OPAQUE[kind]);
  const payload = isText ? jsonOrText(text) : opaqueValue(kind, value);
  return { shown: { payload, notes }, isForOtherName: hasPrefix && name !== null && start !== namePrefix(name, key) };
}

function jsonOrText(text: string): Json {
  const json = /^[[{]/.test(text) ? readJson(text) : null;
  return json?.ok ? json.value : text;
}

function namePrefix(name: string, key: Buffer): string {
  return `${hmac('sha1', key, `${name}v2`).toString('hex')}|`;
}

/** APP_KEY is 16 or 32 bytes, mostly written as `base64:`. */
function keyOf(secret: string | Buffer): Buffer | null {
  const key = Buffer.from(secret);
  return key.length === 16 || key.length === 32 ? key : null;
}

function decrypt(
  cipher: string,
  key: Buffer,
  { iv, value, tag }: Pick<Envelope, 'iv' | 'value' | 'tag'>,
): Buffer | null {
  const [ivBytes, bytes, tagBytes] = [fromBase64(iv), fromBase64(value), fromBase64(tag)];
  if (ivBytes === null || bytes === null || tagBytes === null) return null;
  try {
    const decipher = createDecipheriv(cipher.toLowerCase() as 'aes-256-gcm', key, ivBytes);
    if (tag !== '') decipher.setAuthTag(tagBytes);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  const json = utf8Of(fromAnyBase64(text) ?? Buffer.alloc(0));
  return json !== null && readJson(json).ok;
}

function envelopeOf(text: string): Envelope | null {
  const json = utf8Of(fromAnyBase64(text) ?? Buffer.alloc(0));
  const read = json?.startsWith('{') ? readJson(json) : null;
  if (json === null || !read?.ok || !isObject(read.value)) return null;
  const { iv, value, mac = '', tag = '' } = read.value;
  const isEnvelope = [iv, value, mac, tag].every((member) => typeof member === 'string') && (mac !== '' || tag !== '');
  const ivBytes = fromBase64(String(iv))?.length;
  if (!isEnvelope || (tag !== '' && fromBase64(String(tag))?.length !== 16) || (ivBytes !== 16 && ivBytes !== 12))
    return null;
  return { iv: String(iv), value: String(value), mac: String(mac), tag: String(tag), json };
}

/** The positions of the four values inside the base64 text. */
function segmentsOfEnvelope(text: string, envelope: Envelope) {
  const roles: [SegmentRole, string][] = [
    ['iv', envelope.iv],
    ['ciphertext', envelope.value],
    ['signature', envelope.mac],
    ['tag', envelope.tag],
  ];
  const found = roles
    .map(([role, value]) => ({
      role,
      start: value === '' ? -1 : envelope.json.replaceAll('\\/', '/').indexOf(`"${value}"`) + 1,
      value,
    }))
    .filter(({ start }) => start > 0)
    .sort((left, right) => left.start - right.start);
  const pieces: [SegmentRole, number][] = [];
  let end = 0;
  for (const { role, start, value } of found) {
    pieces.push(['separator', start - end], [role, value.length]);
    end = start + value.length;
  }
  return segmentsInBase64([...pieces, ['separator', Math.max(0, envelope.json.length - end)]], text.length);
}

/**
 * The new content with the name's prefix, if the old content had it or there is none. Null if the name is needed for
 * that.
 */
function plaintextOf(payload: Json, key: Buffer, { name, like }: SignOptions): Buffer | null {
  const old = like === null ? null : envelopeOf(like.text);
  const oldText = like === null || old === null ? null : (attemptKey(like, old, key)?.plaintext ?? null);
  const content = typeof payload === 'string' ? payload : writeJson(payload, PHP_JSON);
  const oldStart = oldText?.subarray(0, 41).toString('latin1') ?? null;
  if (oldStart !== null && !NAME_PREFIX.test(oldStart)) return Buffer.from(content);
  if (name === null && oldStart === null) return null;
  return Buffer.from(`${name === null ? oldStart : namePrefix(name, key)}${content}`);
}

/** In the cipher of the cookie that was edited; CBC for a new one. */
function seal(plaintext: Buffer, key: Buffer, { like, randomBytes }: SignOptions): string {
  const old = like === null ? null : envelopeOf(like.text);
  const isGcm = old !== null && old.tag !== '';
  const iv = randomBytes(isGcm ? 12 : 16);
  const cipher = createCipheriv(`aes-${key.length * 8}-${isGcm ? 'gcm' : 'cbc'}` as 'aes-256-gcm', key, iv);
  const value = Buffer.concat([cipher.update(plaintext), cipher.final()]).toString('base64');
  const ivText = iv.toString('base64');
  const mac = isGcm ? '' : hmac('sha256', key, ivText + value).toString('hex');
  const members: { [key: string]: Json } = { iv: ivText, value, mac };
  // Before version 8.69 there was no `tag`, and slashes were escaped.
  if (old === null || old.json.includes('"tag"')) members.tag = isGcm ? cipher.getAuthTag().toString('base64') : '';
  const json = writeJson(members, old?.json.includes('\\/') ? PHP_JSON : JAVASCRIPT_JSON);
  return Buffer.from(json).toString('base64');
}
