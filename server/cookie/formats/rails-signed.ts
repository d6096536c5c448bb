import type { Json } from '../../contract/json.ts';
import { fromBase64 } from '../../encodings/base64.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, type CookieText, reading, type SignOptions, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { judgeRails, type RailsAttempt } from './parts/rails-judgement.ts';
import { RAILS_KEY_DIGESTS, type RailsKeyDigest, railsKey, railsKeyFormula } from './parts/rails-keys.ts';
import {
  isSamePayload,
  newRailsMessage,
  type RailsMessage,
  readRailsMessage,
  writeRailsMessage,
} from './parts/rails-message.ts';
import { isEditedSignature, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

const SALT = 'signed cookie';
const KEY_BYTES = 64;
const DIGEST_OF_HEX: Record<number, Digest> = { 40: 'sha1', 64: 'sha256', 128: 'sha512' };

type Parts = { data: string; mac: string };

/**
 * A signed cookie of Rails: `base64--mac` in hex, percent-encoded. The length of the MAC shows its digest (SHA-1 by
 * default). The digest of the key derivation is unknown, so both are tried. Source: ActiveSupport message_verifier.rb.
 */
export const railsSigned: CookieFormatModule = {
  format: 'rails-signed',
  recognise({ text, name }) {
    const parts = split(text);
    const bytes = parts === null ? null : fromBase64(parts.data);
    if (bytes === null || bytes.length === 0) return 0;
    const isNamed = name !== null && /^_.*_session$/.test(name);
    if (bytes.includes('"_rails"')) return 0.98;
    const kind = kindOfBytes(bytes);
    if (kind === 'marshal') return isNamed ? 0.9 : 0.6;
    return isNamed ? 0.85 : name === 'rack.session' ? 0.5 : 0.75;
  },
  read(cookie, check) {
    const parts = split(cookie.text);
    const bytes = parts === null ? null : fromBase64(parts.data);
    if (parts === null || bytes === null) {
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', cookie.text]]) });
    }
    const message = readRailsMessage(bytes);
    const segments = segmentsOf([
      ['payload', parts.data],
      ['separator', '--'],
      ['signature', parts.mac],
    ]);
    const trial = trySecrets(check.secrets, (secret) => attemptMac(parts, message, secret));
    return judgeRails(cookie, check, trial, { message, segments });
  },
  sign(payload, secret, options) {
    const parts = options.like === null ? null : split(options.like.text);
    const digest = DIGEST_OF_HEX[parts?.mac.length ?? 40] ?? 'sha1';
    const attempt = parts === null ? null : attemptMac(parts, null, secret);
    const key = railsKey(secret, SALT, KEY_BYTES, attempt?.matches ? attempt.keyDigest : 'sha256');
    const data = dataOf(payload, parts, options);
    return signed(encodeURIComponent(`${data}--${hmac(digest, key, data).toString('hex')}`));
  },
};

function attemptMac(parts: Parts, message: RailsMessage | null, secret: string | Buffer) {
  const [first, second] = RAILS_KEY_DIGESTS.map((digest) => () => attemptWith(digest, parts, message, secret));
  const preferred = first?.() ?? null;
  if (preferred === null || preferred.matches || preferred.provesTampering) return preferred;
  const other = second?.() ?? null;
  return other?.matches || other?.provesTampering ? other : preferred;
}

function attemptWith(
  keyDigest: RailsKeyDigest,
  { data, mac: given }: Parts,
  message: RailsMessage | null,
  secret: string | Buffer,
): RailsAttempt & { keyDigest: RailsKeyDigest } {
  const digest = DIGEST_OF_HEX[given.length] ?? 'sha1';
  const key = railsKey(secret, SALT, KEY_BYTES, keyDigest);
  const mac = hmac(digest, key, data);
  const expected = mac.toString('hex');
  return {
    matches: isSameMac(Buffer.from(expected), Buffer.from(given)),
    provesTampering: isEditedSignature(given, expected) ? 'signature' : null,
    keyDigest,
    message,
    derivation: [
      step('signed-text', 'everything before --', data),
      step('key', railsKeyFormula(SALT, KEY_BYTES, keyDigest), key),
      step('mac', `HMAC-${digest.toUpperCase()}(key, signed text)`, mac),
      step('signature', 'hex(mac)', expected),
    ],
  };
}

function dataOf(payload: Json, parts: Parts | null, { name }: SignOptions): string {
  const bytes = parts === null ? null : fromBase64(parts.data);
  const old = bytes === null ? newRailsMessage(name) : readRailsMessage(bytes);
  if (parts !== null && isSamePayload(old.payload, payload)) return parts.data;
  return writeRailsMessage(payload, old).toString('base64');
}

function split(text: CookieText['text']): Parts | null {
  const parts = /^([A-Za-z0-9+/]+={0,2})--([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/.exec(text);
  return parts === null ? null : { data: parts[1] ?? '', mac: parts[2] ?? '' };
}
