import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { appendSignature, deriveKey, macOf } from '../flask/signature.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { isMeaningful } from './parts/encoded-bytes.ts';
import { isSameMac } from './parts/hmac.ts';
import { fromPythonBase64, toPythonBase64 } from './parts/python-base64.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

const SALT = 'flask-session';

/**
 * The Flask-Session extension: a session id of 32 random bytes, before 0.6 a UUID, and with its old option USE_SIGNER a
 * signature without a time. The data is in the server's store under `session:` and the id. Source: flask-session
 * base.py.
 */
export const flaskSessionId: CookieFormatModule = {
  format: 'flask-session-id',
  recognise({ text, name }) {
    if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{27}$/.test(text)) return 0.9;
    if (/^[\w-]{43}\.[\w-]{27}$/.test(text)) return isMeaningful(text.slice(0, 43)) ? 0.3 : 0.85;
    if (!/^[\w-]{43}$/.test(text) || isMeaningful(text)) return 0;
    return name === 'session' ? 0.7 : 0.35;
  },
  read({ text }, check) {
    const dot = text.lastIndexOf('.');
    if (dot === -1) return reading({ payload: text, reason: 'opaque', segments: segmentsOf([['sid', text]]) });
    const sid = text.slice(0, dot);
    const signature = text.slice(dot + 1);
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => {
      const key = deriveKey(secret, SALT);
      const mac = macOf(sid, key);
      const given = fromPythonBase64(signature);
      const derivation: DerivationStep[] = [
        step('signed-text', 'everything before the last dot', sid),
        step('key', `HMAC-SHA1(secret, "${SALT}")`, key),
        step('mac', 'HMAC-SHA1(key, signed text)', mac),
        step('signature', 'base64url(mac) without padding', toPythonBase64(mac)),
      ];
      const provesTampering = isEditedSignature(signature, toPythonBase64(mac)) ? ('signature' as const) : null;
      return { matches: given !== null && isSameMac(given, mac), derivation, provesTampering };
    });
    return reading({
      payload: sid,
      segments: segmentsOf([
        ['sid', sid],
        ['separator', '.'],
        ['signature', signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret) {
    if (typeof payload !== 'string' || payload === '') return { ok: false, reason: 'payload-unusable' };
    return signed(appendSignature(payload, deriveKey(secret, SALT)));
  },
};
