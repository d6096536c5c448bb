/**
 * Flask's client-side session: the data itself in a signed cookie, `[.]payload.timestamp.signature`. It is signed and
 * not encrypted, so anyone can read it. Byte for byte as Flask 2 and 3 with itsdangerous 2 write and accept it. Secrets
 * are in the order of this app: the first one signs, all of them verify. In the lists of itsdangerous and Flask the
 * signing secret is the last.
 */
import { remembering } from '../../base/remembering.ts';
import type { Json, SessionData } from '../../contract/json.ts';
import { asTypedValue } from '../../encodings/typed-value.ts';
import { decodePayload, encodeJson, type PayloadFault, payloadJson } from './payload.ts';
import { appendSignature, deriveKey, findSigner } from './signature.ts';
import { decodeTimestamp, encodeTimestamp } from './timestamp.ts';

/** Flask's default for PERMANENT_SESSION_LIFETIME, which also limits the age of every signature: 31 days. */
export const DEFAULT_MAX_AGE_SECONDS = 31 * 24 * 60 * 60;

/** A secret as text, or as bytes for apps that give bytes to Flask. */
export type FlaskSecret = string | Uint8Array;

export type FlaskAge = {
  readonly nowSeconds: number;
  /** Null for no limit of the age. */
  readonly maxAgeSeconds: number | null;
};

/** For a bad signature, `data` is the unverified data of the cookie, or null if it cannot be read. */
export type OpenedFlask =
  | { kind: 'ok'; secretNumber: number; signedAtMs: number; data: SessionData }
  | { kind: 'expired'; secretNumber: number; signedAtMs: number; expiredAtMs: number; data: SessionData }
  | { kind: 'from-the-future'; secretNumber: number; signedAtMs: number; data: SessionData }
  | { kind: 'bad-signature'; secretsTried: number; signedAtMs: number | null; data: Json }
  | { kind: 'malformed'; where: 'no-signature' | 'no-timestamp' | 'timestamp' | 'not-an-object' | PayloadFault };

/**
 * The three parts, split from the right as in itsdangerous. The leading dot of a compressed payload belongs to the
 * payload.
 */
export type FlaskParts = { payload: string; timestamp: string; signature: string };

/**
 * Signs session data with a time. `data` may contain the typed values of formats/parts/typed-value.ts. The result can
 * be used as a cookie value unchanged, but it may be longer than the 4096 bytes that a browser stores. Throws a
 * RangeError without a secret, because Flask has no session then.
 */
export function signFlask(data: SessionData, secrets: readonly FlaskSecret[], nowSeconds: number): string {
  return createFlaskSigner(secrets)(data, nowSeconds);
}

/**
 * `signFlask` for one list of secrets. It caches the last results, because a busy site signs the same data several
 * times within a second.
 */
export function createFlaskSigner(secrets: readonly FlaskSecret[]): (data: SessionData, nowSeconds: number) => string {
  const [secret] = secrets;
  if (secret === undefined || secret.length === 0) throw new RangeError('A Flask session needs a secret to sign it.');
  const key = deriveKey(secret);
  const signed = remembering((text) => appendSignature(text, key));
  const payloadOf = remembering(encodeJson);
  return (data, nowSeconds) => signed(`${payloadOf(payloadJson(data))}.${encodeTimestamp(nowSeconds)}`);
}

/**
 * Opens a cookie value as Flask does: signature, then age, then payload. Returns the number of the secret that signed
 * it (from 1), or the fault, for a bad signature together with the unverified data. Accepts any text and never throws.
 *
 * Flask treats a bad signature and a wrong age alike, as an empty session. For a genuine signature over an unreadable
 * payload it answers with an error.
 */
export function openFlask(cookie: string, secrets: readonly FlaskSecret[], age: FlaskAge): OpenedFlask {
  return judgeAge(readFlask(cookie, secrets), age);
}

/** The part of the result that does not depend on the time: signature and payload. */
export type FlaskReading = Extract<OpenedFlask, { kind: 'ok' | 'bad-signature' | 'malformed' }>;

/**
 * Like `openFlask` without the age: a result of `ok` may be too old or have a future time. The result depends on the
 * text and the secrets only.
 */
export function readFlask(cookie: string, secrets: readonly FlaskSecret[]): FlaskReading {
  const lastDot = cookie.lastIndexOf('.');
  if (lastDot === -1) return { kind: 'malformed', where: 'no-signature' };
  const secretNumber = findSigner(cookie.slice(0, lastDot), cookie.slice(lastDot + 1), secrets);
  const parts = splitFlask(cookie);
  if (parts === null) return { kind: 'malformed', where: 'no-timestamp' };
  const signedAtSeconds = decodeTimestamp(parts.timestamp);
  const signedAtMs = signedAtSeconds === null ? null : signedAtSeconds * 1000;
  const payload = decodePayload(parts.payload);
  if (secretNumber === null) {
    return { kind: 'bad-signature', secretsTried: secrets.length, signedAtMs, data: payload.ok ? payload.data : null };
  }
  if (signedAtMs === null || signedAtSeconds === null) return { kind: 'malformed', where: 'timestamp' };
  if (!payload.ok) return { kind: 'malformed', where: payload.fault };
  const { data } = payload;
  if (!isSessionData(data)) return { kind: 'malformed', where: 'not-an-object' };
  return { kind: 'ok', secretNumber, signedAtMs, data };
}

/** Adds the check of the age at a given time. */
export function judgeAge(reading: FlaskReading, { nowSeconds, maxAgeSeconds }: FlaskAge): OpenedFlask {
  if (reading.kind !== 'ok' || maxAgeSeconds === null) return reading;
  const ageSeconds = Math.floor(nowSeconds) - reading.signedAtMs / 1000;
  if (ageSeconds > maxAgeSeconds) {
    return { ...reading, kind: 'expired', expiredAtMs: reading.signedAtMs + maxAgeSeconds * 1000 };
  }
  return ageSeconds < 0 ? { ...reading, kind: 'from-the-future' } : reading;
}

/** Splits a cookie value into its parts. Null if it has fewer than three. */
export function splitFlask(cookie: string): FlaskParts | null {
  const lastDot = cookie.lastIndexOf('.');
  const middleDot = lastDot > 0 ? cookie.lastIndexOf('.', lastDot - 1) : -1;
  if (middleDot === -1) return null;
  return {
    payload: cookie.slice(0, middleDot),
    timestamp: cookie.slice(middleDot + 1, lastDot),
    signature: cookie.slice(lastDot + 1),
  };
}

function isSessionData(data: Json): data is SessionData {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !isTypedRoot(data);
}

/** Whether the root is a tuple or bytes, which is not a dictionary. A `dict` wrapper is a dictionary. */
function isTypedRoot(data: SessionData): boolean {
  return asTypedValue(data) !== null && data.$type !== 'dict';
}
