import type { CookieNote, NotValidReason, SegmentRole } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type Check, type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { parseNumericDate } from './parts/json-time.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { jwtMac, keyFits, readJwtKey, signJwt, verifyJwt } from './parts/jwt-key.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

type Parts = { header: string; payload: string; signature: string };

/**
 * A signed JSON Web Token, `header.payload.signature`. The given key decides which algorithms are possible; the token's
 * `alg` only selects one of those, and `none` is recognised but never valid (RFC 8725). `exp`, `nbf` and `iat` are
 * seconds, possibly with fractions. ECDSA and PSS signatures contain randomness, so signing again gives other bytes
 * each time. Source: RFC 7515, RFC 7519.
 */
export const jwt: CookieFormatModule = {
  format: 'jwt',
  recognise({ text }) {
    const parts = split(text);
    if (parts === null) return 0;
    const header = objectOf(parts.header);
    // Flask's payload may have a key `alg`: its second part is a time of four or five bytes.
    const isLikeFlask = parts.payload.length >= 6 && parts.payload.length <= 7 && objectOf(parts.payload) === null;
    if (typeof header?.alg === 'string') return isLikeFlask ? 0.3 : 0.99;
    if (header !== null) return header.typ === 'JWT' ? 0.7 : 0;
    return parts.header.startsWith('eyJ') && objectOf(parts.payload) !== null ? 0.6 : 0;
  },
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'separator', segments: segmentsOf([['payload', text]]) });
    const header = objectOf(parts.header);
    const { payload, notes, times } = claimsOf(parts.payload);
    const shown = { header, payload, notes, ...times, segments: segmentsOfParts(parts) };
    const alg = header?.alg;
    if (typeof alg === 'string' && alg.toLowerCase() === 'none')
      return reading({ ...shown, reason: 'algorithm-none', where: 'header' });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptKey(parts, alg, secret));
    const judged = {
      ...shown,
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber !== null && header?.crit !== undefined) {
      return reading({ ...judged, reason: 'unknown-extension', where: 'header' });
    }
    if (secretNumber !== null) return reading({ ...judged, ...verdict(times, check) });
    const damaged = header === null ? 'header' : null;
    if (attempt === null && damaged === null && check.secrets.length > 0) {
      return reading({ ...judged, reason: 'algorithm-mismatch', where: 'header', signatureMatches: null });
    }
    return reading({
      ...judged,
      ...mismatch(check.secrets, damaged === null ? attempt : { matches: false, derivation: [] }, damaged),
    });
  },
  sign(payload, secret, { like }) {
    const old = like === null ? null : split(like.text);
    const key = readJwtKey(secret);
    const alg = old === null ? 'HS256' : objectOf(old.header)?.alg;
    if (key === null || typeof alg !== 'string' || !keyFits(alg, key)) return { ok: false, reason: 'secret-unusable' };
    const header = old?.header ?? base64url('{"alg":"HS256","typ":"JWT"}');
    const isSame = old !== null && isSameJson(claimsOf(old.payload).payload, payload);
    const text = `${header}.${isSame ? old.payload : base64url(writeJson(payload, JAVASCRIPT_JSON))}`;
    const signature = signJwt(alg, key, text);
    return signature === null
      ? { ok: false, reason: 'secret-unusable' }
      : signed(`${text}.${signature.toString('base64url')}`);
  },
};

function attemptKey({ header, payload, signature }: Parts, alg: Json | undefined, secret: string | Buffer) {
  const key = readJwtKey(secret);
  if (key === null || typeof alg !== 'string' || !keyFits(alg, key)) return null;
  const signedText = `${header}.${payload}`;
  const mac = jwtMac(alg, key, signedText);
  const expected = mac?.toString('base64url') ?? null;
  const given = fromBase64url(signature);
  const derivation = [step('signed-text', 'header.payload, unchanged', signedText)];
  if (mac !== null && expected !== null) {
    derivation.push(
      step('mac', `HMAC-SHA${alg.slice(2)}(secret, signed text)`, mac),
      step('signature', 'base64url(mac) without padding', expected),
    );
  }
  const matches = given !== null && verifyJwt(alg, key, signedText, given);
  const isEdited = expected !== null && isEditedSignature(signature, expected);
  return { matches, derivation, provesTampering: isEdited ? ('signature' as const) : null };
}

type Times = { signedAtMs: number | null; notBeforeMs: number | null; expiresAtMs: number | null };

function claimsOf(text: string): { payload: Json; notes: CookieNote[]; times: Times } {
  const noTimes = { signedAtMs: null, notBeforeMs: null, expiresAtMs: null };
  const content = utf8Of(fromBase64url(text) ?? Buffer.of(0xff));
  if (content === null) return { payload: null, notes: ['not-json'], times: noTimes };
  const json = readJson(content);
  if (!json.ok) return { payload: content, notes: ['not-json'], times: noTimes };
  if (!isObject(json.value)) return { payload: json.value, notes: [], times: noTimes };
  const { iat, nbf, exp } = json.value;
  const times = {
    signedAtMs: parseNumericDate(iat),
    notBeforeMs: parseNumericDate(nbf),
    expiresAtMs: parseNumericDate(exp),
  };
  const isOdd = [iat, nbf, exp].some((claim) => claim !== undefined && parseNumericDate(claim) === null);
  return { payload: json.value, notes: isOdd ? ['not-a-time'] : [], times };
}

/** Not accepted at `exp` or later, nor before `nbf` (RFC 7519 §4.1). */
function verdict(
  { expiresAtMs, notBeforeMs }: Times,
  check: Check,
): { reason: NotValidReason | null; where: SegmentRole | null } {
  if (expiresAtMs !== null && check.nowMs >= expiresAtMs) return { reason: 'expired', where: 'payload' };
  if (notBeforeMs !== null && check.nowMs < notBeforeMs) return { reason: 'not-yet-valid', where: 'payload' };
  return { reason: null, where: null };
}

function segmentsOfParts({ header, payload, signature }: Parts) {
  return segmentsOf([
    ['header', header],
    ['separator', '.'],
    ['payload', payload],
    ['separator', '.'],
    ['signature', signature],
  ]);
}

function objectOf(text: string): { [key: string]: Json } | null {
  const json = readJson(utf8Of(fromBase64url(text) ?? Buffer.alloc(0)) ?? '');
  return json.ok && isObject(json.value) ? json.value : null;
}

function isSameJson(left: Json, right: Json): boolean {
  return writeJson(left, JAVASCRIPT_JSON) === writeJson(right, JAVASCRIPT_JSON);
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function split(text: string): Parts | null {
  const parts = /^([\w-]+)\.([\w-]*)\.([\w-]*)$/.exec(text);
  return parts === null ? null : { header: parts[1] ?? '', payload: parts[2] ?? '', signature: parts[3] ?? '' };
}
