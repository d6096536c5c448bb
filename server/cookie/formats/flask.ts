import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { DEFAULT_MAX_AGE_SECONDS, type FlaskParts, splitFlask } from '../flask/flask-cookie.ts';
import { decodePayload, encodePayload } from '../flask/payload.ts';
import { appendSignature, deriveKey, macOf, SESSION_SALT } from '../flask/signature.ts';
import { decodeTimestamp, encodeTimestamp, isLegacyTimestamp, LEGACY_EPOCH_SECONDS } from '../flask/timestamp.ts';
import { type CookieFormatModule, reading, type SignOptions, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { isSameMac } from './parts/hmac.ts';
import { FLASK_JSON, writeJson } from './parts/json-writer.ts';
import { fromPythonBase64, toPythonBase64 } from './parts/python-base64.ts';
import { withSaltNote } from './parts/salted-secret.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';

/**
 * Flask's session cookie, `[.]payload.timestamp.signature`. The time of signing is in it, the time it may last is
 * not: that is the server's setting (31 days by default). A timestamp that reads as 1970 to 1989 counts from 2011, as
 * itsdangerous did before version 1.1; today's Flask would find such a cookie too old. Source: see
 * server/cookie/flask.
 */
export const flask: CookieFormatModule = {
  format: 'flask',
  recognise({ text, name }) {
    const parts = splitFlask(text);
    if (parts === null || !/^\.?[A-Za-z0-9_-]*$/.test(parts.payload)) return 0;
    const time = fromPythonBase64(parts.timestamp);
    const isTime = time !== null && time.length >= 4 && time.length <= 5 && /^[\w-]+$/.test(parts.timestamp);
    if (!isTime) return /^[\w-]{27}$/.test(parts.signature) && parts.timestamp.length < 9 ? 0.3 : 0;
    if (!/^[\w-]{27}$/.test(parts.signature)) return /^[\w-]{0,60}$/.test(parts.signature) ? 0.5 : 0;
    const payload = decodePayload(parts.payload);
    if (!payload.ok) return isSurelyDamaged(parts.payload) || name === 'session' ? 0.85 : 0.5;
    // Flask's session is an object; other users of the same library sign other things.
    return isObject(payload.data) ? 0.98 : 0.5;
  },
  read({ text }, check) {
    const parts = splitFlask(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'timestamp', segments: segmentsOf([['payload', text]]) });
    const payload = decodePayload(parts.payload);
    const stamp = decodeTimestamp(parts.timestamp);
    const isLegacy = stamp !== null && isLegacyTimestamp(stamp);
    const signedAtMs = stamp === null ? null : (isLegacy ? stamp + LEGACY_EPOCH_SECONDS : stamp) * 1000;
    const notes: CookieNote[] = [];
    if (payload.isCompressed) notes.push('compressed');
    if (isLegacy) notes.push('legacy-timestamp');
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptSignature(parts, secret));
    const broken = payload.ok ? (signedAtMs === null ? 'timestamp' : null) : 'payload';
    const shown = {
      payload: payload.ok ? payload.data : null,
      signedAtMs,
      notes,
      segments: segmentsOfParts(parts),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) {
      const isDamaged = payload.ok || isSurelyDamaged(parts.payload);
      const verdict = mismatch(check.secrets, attempt, isDamaged ? broken : null);
      return reading({ ...shown, ...verdict, notes: withSaltNote(notes, verdict.reason) });
    }
    if (broken !== null) return reading({ ...shown, reason: 'malformed', where: broken });
    return reading({ ...shown, ...ageOf(signedAtMs ?? 0, check, DEFAULT_MAX_AGE_SECONDS, notes) });
  },
  sign(payload, secret, options) {
    const key = deriveKey(secret);
    return signed(appendSignature(`${payloadText(payload, options)}.${encodeTimestamp(options.nowMs / 1000)}`, key));
  },
};

/**
 * An unreadable payload may be another serializer's; not if it claims to be packed with zlib, or starts as JSON
 * objects do.
 */
function isSurelyDamaged(payload: string): boolean {
  return payload.startsWith('.') || /^e[w-z0-9_-]/.test(payload);
}

function attemptSignature(parts: FlaskParts, secret: string | Buffer) {
  const signedText = `${parts.payload}.${parts.timestamp}`;
  const key = deriveKey(secret);
  const mac = macOf(signedText, key);
  const expected = toPythonBase64(mac);
  const given = fromPythonBase64(parts.signature);
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last dot', signedText),
    step('key', `HMAC-SHA1(secret, "${SESSION_SALT}")`, key),
    step('mac', 'HMAC-SHA1(key, signed text)', mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  const provesTampering = isEditedSignature(parts.signature, expected) ? ('signature' as const) : null;
  return { matches: given !== null && isSameMac(given, mac), derivation, provesTampering };
}

function segmentsOfParts({ payload, timestamp, signature }: FlaskParts) {
  const isCompressed = payload.startsWith('.');
  return segmentsOf([
    ...(isCompressed ? ([['prefix', '.']] as const) : []),
    ['payload', isCompressed ? payload.slice(1) : payload],
    ['separator', '.'],
    ['timestamp', timestamp],
    ['separator', '.'],
    ['signature', signature],
  ]);
}

/**
 * The very text of the cookie that was edited if its payload is still the same: another zlib packs it in another way.
 */
function payloadText(payload: Json, { like }: SignOptions): string {
  const parts = like === null ? null : splitFlask(like.text);
  const old = parts === null ? null : decodePayload(parts.payload);
  const isSame = old?.ok && writeJson(old.data, FLASK_JSON) === writeJson(payload, FLASK_JSON);
  return isSame && parts !== null ? parts.payload : encodePayload(payload);
}
