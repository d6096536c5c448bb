import { createHash } from 'node:crypto';
import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type FlaskParts, splitFlask } from '../flask/flask-cookie.ts';
import { decodeTimestamp, encodeTimestamp } from '../flask/timestamp.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac, isSameMac } from './parts/hmac.ts';
import { PYTHON_JSON, writeJson } from './parts/json-writer.ts';
import { fromPythonBase64, toPythonBase64 } from './parts/python-base64.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { isSameJson } from './parts/text-content.ts';

const DEFAULT_AGE_SECONDS = 14 * 24 * 60 * 60;
const SALT = 'itsdangerous.Signer';

/**
 * A session of Starlette's SessionMiddleware, which FastAPI uses too: base64 of JSON, a timestamp and a signature, with
 * dots between them. Other than Flask's, the base64 is the standard one with padding, and the JSON has blanks. Source:
 * starlette middleware/sessions.py, itsdangerous timed.py (TimestampSigner, key derivation `django-concat`).
 */
export const starlette: CookieFormatModule = {
  format: 'starlette',
  recognise({ text }) {
    const parts = splitFlask(text);
    if (parts === null || !/^[\w-]{27}$/.test(parts.signature) || !/^[\w-]{4,7}$/.test(parts.timestamp)) return 0;
    const content = contentOf(parts.payload);
    if (content === null || !isObject(content.value)) return 0;
    return /^\{"(?:[^"\\]|\\.)*": /.test(content.json) ? 0.985 : /[=+/]/.test(parts.payload) ? 0.97 : 0;
  },
  read({ text }, check) {
    const parts = splitFlask(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'timestamp', segments: segmentsOf([['payload', text]]) });
    const content = contentOf(parts.payload);
    const seconds = decodeTimestamp(parts.timestamp);
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptSignature(parts, secret));
    const damaged = content === null ? 'payload' : seconds === null ? 'timestamp' : null;
    const shown = {
      payload: content?.value ?? null,
      signedAtMs: seconds === null ? null : seconds * 1000,
      segments: segmentsOf([
        ['payload', parts.payload],
        ['separator', '.'],
        ['timestamp', parts.timestamp],
        ['separator', '.'],
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt, damaged) });
    if (damaged !== null) return reading({ ...shown, reason: 'malformed', where: damaged });
    return reading({ ...shown, ...ageOf((seconds ?? 0) * 1000, check, DEFAULT_AGE_SECONDS, []) });
  },
  sign(payload, secret, { like, nowMs }) {
    const old = like === null ? null : (splitFlask(like.text)?.payload ?? null);
    const oldContent = old === null ? null : contentOf(old);
    const isSame = old !== null && oldContent !== null && isSameJson(oldContent.value, payload);
    const data = isSame ? old : Buffer.from(writeJson(payload, PYTHON_JSON)).toString('base64');
    const signedText = `${data}.${encodeTimestamp(nowMs / 1000)}`;
    return signed(`${signedText}.${toPythonBase64(hmac('sha1', keyOf(secret), signedText))}`);
  },
};

function attemptSignature({ payload, timestamp, signature }: FlaskParts, secret: string | Buffer) {
  const signedText = `${payload}.${timestamp}`;
  const key = keyOf(secret);
  const mac = hmac('sha1', key, signedText);
  const expected = toPythonBase64(mac);
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last dot', signedText),
    step('key', `SHA1("${SALT}signer" + secret)`, key),
    step('mac', 'HMAC-SHA1(key, signed text)', mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  const given = fromPythonBase64(signature);
  return {
    matches: given !== null && isSameMac(given, mac),
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? ('signature' as const) : null,
  };
}

function keyOf(secret: string | Buffer): Buffer {
  return createHash('sha1').update(`${SALT}signer`).update(secret).digest();
}

/** Null if the payload is not JSON in padded base64. */
function contentOf(payload: string): { readonly json: string; readonly value: Json } | null {
  const bytes = fromBase64(payload);
  const json = bytes === null ? null : utf8Of(bytes);
  const read = json === null ? null : readJson(json, { hasPythonConstants: true });
  return json !== null && read?.ok ? { json, value: read.value } : null;
}
