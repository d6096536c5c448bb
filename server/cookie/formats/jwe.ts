import type { CookieNote, DerivationStep, SegmentRole } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { unpackAs } from '../../encodings/packings.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type Check, type CookieFormatModule, type CookieText, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { parseNumericDate } from './parts/json-time.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { type ContentEncryption, contentEncryption, openJwe, type Sealed, sealJwe } from './parts/jwe-content.ts';
import { type JweKey, jweKeys, keyThumbprints, NOTE_OF_LIBRARY, newJweKey } from './parts/jwe-keys.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { type Attempt, formsOf, isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { isSameJson } from './parts/text-content.ts';

type JsonObject = { [key: string]: Json };
type Parts = {
  /** nextjs-auth0 puts the time of writing in front of a cookie for a log-in: seconds and a colon. */
  readonly time: string;
  readonly texts: readonly [header: string, key: string, iv: string, ciphertext: string, tag: string];
};

/** next-auth, Auth.js and nextjs-auth0 accept a token for so long after its end. */
const TOLERANCE_MS = 15_000;
/** A long value is spread over numbered cookies. */
const PART_NUMBER = /(?:\.|__)\d{1,2}$/;

/**
 * An encrypted JSON Web Token: five parts. With the algorithm `dir` it is decrypted with the secret itself or with a
 * key that next-auth 4, Auth.js 5, Auth0's libraries or better-auth derive from it; of other algorithms the header is
 * read. The tag covers everything: a wrong secret and a changed token fail alike, unless the header names the key
 * (`kid`). Source: RFC 7516 §3.1, RFC 7518 §4.5 and §5.
 */
export const jwe: CookieFormatModule = {
  format: 'jwe',
  recognise({ text }) {
    const parts = split(text);
    const header = parts === null ? headerOfStart(text) : headerOf(parts);
    if (typeof header?.enc === 'string') return parts === null ? 0.6 : 0.99;
    return header !== null && parts !== null ? 0.5 : 0;
  },
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null) return readStart(cookie);
    const header = headerOf(parts);
    const segments = segmentsOfParts(parts);
    if (header === null) return reading({ reason: 'malformed', where: 'header', segments });
    const encryption = encryptionOf(header);
    if (encryption === null) return reading({ header, reason: 'not-decrypted', where: 'ciphertext', segments });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) =>
      attemptKeys(cookie, parts, header, encryption, secret),
    );
    const content = attempt?.plaintext == null ? unread(header) : contentOf(header, attempt.plaintext);
    const shown = {
      ...content.shown,
      header,
      notes: [...content.notes, ...notesOnKey(cookie, header, attempt, secretNumber)],
      segments,
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) {
      const failure = mismatch(check.secrets, attempt);
      return reading({ ...shown, ...failure, where: failure.where === 'signature' ? 'tag' : failure.where });
    }
    if (isForOtherName(cookie, attempt?.key ?? null)) return reading({ ...shown, reason: 'wrong-name' });
    return reading({ ...shown, ...verdict(content.shown, content.isTolerant, check) });
  },
  sign(payload, secret, { name, like, randomBytes }) {
    const old = like === null ? null : split(like.text);
    const oldHeader = old === null ? null : headerOf(old);
    const encryption = oldHeader === null ? contentEncryption('A256GCM') : encryptionOf(oldHeader);
    if (encryption === null) return { ok: false, reason: 'cannot-be-signed' };
    const isOld = like !== null && old !== null && oldHeader !== null;
    const opened = isOld
      ? (formsOf(secret)
          .map((form) => attemptKeys(like, old, oldHeader, encryption, form))
          .find((attempt) => attempt?.matches) ?? null)
      : null;
    const jweKey = opened?.key ?? newJweKey(secret, encryption.keyBytes, baseName(name));
    if (jweKey === null) return { ok: false, reason: 'name-needed' };
    const header = headerText(old, oldHeader, encryption, jweKey);
    const plaintext = plaintextOf(payload, oldHeader, opened?.plaintext ?? null);
    const sealed = sealJwe(encryption, jweKey.key, header, randomBytes(encryption.ivBytes), plaintext);
    const [iv, ciphertext, tag] = [sealed.iv, sealed.ciphertext, sealed.tag].map((bytes) =>
      Buffer.from(bytes).toString('base64url'),
    );
    return signed(`${old?.time ?? ''}${header}..${iv}.${ciphertext}.${tag}`);
  },
};

type JweAttempt = Attempt & { readonly plaintext: Buffer | null; readonly key: JweKey };

function attemptKeys(
  { name }: CookieText,
  parts: Parts,
  header: JsonObject,
  encryption: ContentEncryption,
  secret: string | Buffer,
): JweAttempt | null {
  const [headerText, , iv, ciphertext, tag] = parts.texts;
  const sealed: Sealed = {
    header: headerText,
    iv: fromBase64url(iv) ?? Buffer.alloc(0),
    ciphertext: fromBase64url(ciphertext) ?? Buffer.alloc(0),
    tag: fromBase64url(tag) ?? Buffer.alloc(0),
  };
  let last: JweAttempt | null = null;
  for (const key of jweKeys(secret, encryption.keyBytes, baseName(name))) {
    const { plaintext, expectedTag } = openJwe(encryption, key.key, sealed);
    const derivation: DerivationStep[] = [step('encryption-key', key.formula, key.key)];
    if (expectedTag !== null) derivation.push(step('mac', macFormula(encryption), expectedTag));
    if (plaintext !== null)
      derivation.push(step('plaintext', `${encryption.name}-decrypt(key, iv, ciphertext, tag)`, plaintext));
    const provesTampering = plaintext === null ? tampering(header, key, expectedTag, tag) : null;
    const attempt = { matches: plaintext !== null, provesTampering, derivation, plaintext, key };
    if (attempt.matches) return attempt;
    if (last === null || (provesTampering !== null && last.provesTampering == null)) last = attempt;
  }
  return last;
}

/** The key is right if the header names it, or if most of the tag matches the key. */
function tampering(header: JsonObject, { key }: JweKey, expectedTag: Buffer | null, tag: string): SegmentRole | null {
  if (expectedTag !== null && isEditedSignature(tag, expectedTag.toString('base64url'))) return 'tag';
  return typeof header.kid === 'string' && keyThumbprints(key).includes(header.kid) ? 'ciphertext' : null;
}

function macFormula({ digest, keyBytes }: ContentEncryption): string {
  const half = keyBytes / 2;
  return `the first ${half} bytes of HMAC-${digest?.toUpperCase()}(first half of the key, header + iv + ciphertext + length)`;
}

function notesOnKey(
  { name }: CookieText,
  header: JsonObject,
  attempt: JweAttempt | null,
  secretNumber: number | null,
): CookieNote[] {
  if (secretNumber === null)
    return attempt !== null && name === null && header.kid !== undefined ? ['name-needed'] : [];
  const library = attempt?.key.library ?? null;
  const isUnchecked = name === null && attempt?.key.salt != null;
  return [
    ...(library === null ? [] : [NOTE_OF_LIBRARY[library]]),
    ...(isUnchecked ? (['name-not-checked'] as const) : []),
  ];
}

/** A key that another name went into: the server that wrote it would not read it from this cookie. */
function isForOtherName({ name }: CookieText, key: JweKey | null): boolean {
  return name !== null && key?.salt != null && key.salt !== baseName(name);
}

/** The name without the number of a part, which is not in the key. */
function baseName(name: string | null): string | null {
  return name?.replace(PART_NUMBER, '') ?? null;
}

type Times = { signedAtMs: number | null; notBeforeMs: number | null; expiresAtMs: number | null };
type Content = {
  shown: Times & { payload: Json };
  notes: CookieNote[];
  /** Whether the end is one that the libraries are lenient about: a claim, and not a member of the header. */
  isTolerant: boolean;
};

/** Auth0's express-openid-connect keeps the times in the header, where everybody can read them. */
function unread(header: JsonObject): Content {
  return { shown: { payload: null, ...timesOf(header) }, notes: [], isTolerant: false };
}

function contentOf(header: JsonObject, plaintext: Buffer): Content {
  const bytes = header.zip === 'DEF' ? unpackAs(plaintext, 'deflate') : plaintext;
  const text = bytes === null || bytes === 'too-large' ? null : utf8Of(bytes);
  const notes: CookieNote[] = header.zip === 'DEF' ? ['compressed'] : [];
  const json = text === null ? null : readJson(text);
  if (json?.ok && isObject(json.value)) {
    const claims = timesOf(json.value);
    const inHeader = timesOf(header);
    const { iat, nbf, exp } = json.value;
    const isOdd = [iat, nbf, exp].some((claim) => claim !== undefined && parseNumericDate(claim) === null);
    const times = {
      signedAtMs: claims.signedAtMs ?? inHeader.signedAtMs,
      notBeforeMs: claims.notBeforeMs ?? inHeader.notBeforeMs,
      expiresAtMs: claims.expiresAtMs ?? inHeader.expiresAtMs,
    };
    return {
      shown: { payload: json.value, ...times },
      notes: isOdd ? [...notes, 'not-a-time'] : notes,
      isTolerant: claims.expiresAtMs !== null,
    };
  }
  const shown = unread(header).shown;
  if (json?.ok) return { shown: { ...shown, payload: json.value }, notes, isTolerant: false };
  if (text !== null) return { shown: { ...shown, payload: text }, notes: [...notes, 'not-json'], isTolerant: false };
  const kind = kindOfBytes(plaintext);
  return {
    shown: { ...shown, payload: opaqueValue(kind, plaintext) },
    notes: [...notes, NOTE_OF_OPAQUE[kind]],
    isTolerant: false,
  };
}

function timesOf({ iat, nbf, exp }: JsonObject): Times {
  return {
    signedAtMs: parseNumericDate(iat),
    notBeforeMs: parseNumericDate(nbf),
    expiresAtMs: parseNumericDate(exp),
  };
}

/** The members of a header are judged to the second, claims with the tolerance of the libraries. */
function verdict({ expiresAtMs, notBeforeMs }: Times, isTolerant: boolean, { nowMs }: Check) {
  const tolerance = isTolerant ? TOLERANCE_MS : 0;
  const where = isTolerant ? ('payload' as const) : ('header' as const);
  if (expiresAtMs !== null && nowMs >= expiresAtMs + tolerance) return { reason: 'expired' as const, where };
  if (notBeforeMs !== null && nowMs + TOLERANCE_MS < notBeforeMs)
    return { reason: 'not-yet-valid' as const, where: 'payload' as const };
  return { reason: null, where: null };
}

/** The header of the token that was edited, with the `kid` of the new key; for a new token as the library writes it. */
function headerText(old: Parts | null, header: JsonObject | null, encryption: ContentEncryption, key: JweKey): string {
  if (old === null || header === null) return encoded({ alg: 'dir', enc: encryption.name });
  if (typeof header.kid !== 'string' || keyThumbprints(key.key).includes(header.kid)) return old.texts[0];
  const [long = '', short = ''] = keyThumbprints(key.key);
  return encoded({ ...header, kid: header.kid.length === short.length ? short : long });
}

/** The very plain text of the token that was edited where the payload is still the same. */
function plaintextOf(payload: Json, header: JsonObject | null, old: Buffer | null): Buffer {
  const oldContent = header === null || old === null ? null : contentOf(header, old);
  if (old !== null && oldContent !== null && isSameJson(oldContent.shown.payload, payload)) return old;
  const isText = typeof payload === 'string' && oldContent?.notes.includes('not-json');
  return Buffer.from(isText ? payload : writeJson(payload, JAVASCRIPT_JSON));
}

function encoded(header: JsonObject): string {
  return Buffer.from(writeJson(header, JAVASCRIPT_JSON)).toString('base64url');
}

/** Null for an algorithm or an encryption that is not supported here. */
function encryptionOf({ alg, enc, zip, crit }: JsonObject): ContentEncryption | null {
  const isPlain = (zip === undefined || zip === 'DEF') && crit === undefined;
  return alg === 'dir' && isPlain ? contentEncryption(enc) : null;
}

function segmentsOfParts({ time, texts }: Parts) {
  const roles = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const;
  const pieces = roles.flatMap((role, index) => {
    const part = [role, texts[index] ?? ''] as const;
    return index === 0 ? [part] : [['separator', '.'] as const, part];
  });
  return segmentsOf(time === '' ? pieces : [['timestamp', time.slice(0, -1)], ['separator', ':'], ...pieces]);
}

function split(text: string): Parts | null {
  const found = /^(\d{10}:)?([\w-]+)\.([\w-]*)\.([\w-]*)\.([\w-]*)\.([\w-]*)$/.exec(text);
  if (found === null) return null;
  const [, time = '', header = '', key = '', iv = '', ciphertext = '', tag = ''] = found;
  return { time, texts: [header, key, iv, ciphertext, tag] };
}

/** The first of several numbered cookies, or a token that was cut off: its header can be read. */
function readStart({ name, text }: CookieText) {
  return reading({
    header: headerOfStart(text),
    reason: 'malformed',
    where: 'separator',
    notes: name !== null && PART_NUMBER.test(name) ? ['part-of-several'] : [],
    segments: segmentsOf([['payload', text]]),
  });
}

function headerOfStart(text: string): JsonObject | null {
  return /^eyJ[\w-]+\.(?:[\w-]*\.){0,3}[\w-]*$/.test(text) ? readHeader(text.slice(0, text.indexOf('.'))) : null;
}

function headerOf({ texts: [text] }: Parts): JsonObject | null {
  return readHeader(text);
}

function readHeader(text: string): JsonObject | null {
  const json = readJson(utf8Of(fromBase64url(text) ?? Buffer.alloc(0)) ?? '');
  return json.ok && isObject(json.value) ? json.value : null;
}
