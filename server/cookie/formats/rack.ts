import type { CookieNote } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { unpackAs } from '../../encodings/packings.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { zlibCompress } from './parts/zlib/zlib-compress.ts';

const DIGEST_OF_HEX: Record<number, Digest> = { 40: 'sha1', 64: 'sha256', 128: 'sha512' };
/** How the content is coded inside the base64: Rack's coders Marshal, JSON and ZipJSON. */
type Content = { coder: 'marshal' | 'json' | 'zip-json' | 'other'; payload: Json; notes: CookieNote[] };
type Parts = { data: string; mac: string };

/**
 * Rack::Session::Cookie before Rack 3: `base64--mac` in hex, with the secret itself as the key (Rails derives one). By
 * default a Marshal dump, which is shown but never loaded. It contains no time, so "expired" cannot be detected.
 * Source: rack lib/rack/session/cookie.rb.
 */
export const rack: CookieFormatModule = {
  format: 'rack',
  recognise({ text, name }) {
    const parts = split(text);
    const bytes = parts === null ? null : fromBase64(parts.data);
    if (bytes === null || bytes.length === 0 || bytes.includes('"_rails"')) return 0;
    if (name === 'rack.session') return 0.97;
    if (bytes.includes('Rack::Session') || bytes.includes('session_id')) return 0.8;
    return kindOfBytes(bytes) === 'marshal' ? 0.7 : 0.5;
  },
  read({ text }, check) {
    const parts = split(text);
    const bytes = parts === null ? null : fromBase64(parts.data);
    if (parts === null || bytes === null) {
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', text]]) });
    }
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    const { payload, notes } = contentOf(bytes);
    return reading({
      payload,
      notes,
      segments: segmentsOf([
        ['payload', parts.data],
        ['separator', '--'],
        ['signature', parts.mac],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { like }) {
    const parts = like === null ? null : split(like.text);
    const bytes = parts === null ? null : fromBase64(parts.data);
    const old = bytes === null ? null : contentOf(bytes);
    const isSame = old !== null && writeJson(old.payload, JAVASCRIPT_JSON) === writeJson(payload, JAVASCRIPT_JSON);
    // Ruby objects cannot be made from JSON.
    if (!isSame && old !== null && (old.coder === 'marshal' || old.coder === 'other'))
      return { ok: false, reason: 'payload-unusable' };
    const json = Buffer.from(writeJson(payload, JAVASCRIPT_JSON));
    const data =
      isSame && parts !== null
        ? parts.data
        : (old?.coder === 'zip-json' ? zlibCompress(json) : json).toString('base64');
    const digest = DIGEST_OF_HEX[parts?.mac.length ?? 40] ?? 'sha1';
    return signed(encodeURIComponent(`${data}--${hmac(digest, secret, data).toString('hex')}`));
  },
};

function attemptMac({ data, mac: given }: Parts, secret: string | Buffer) {
  const digest = DIGEST_OF_HEX[given.length] ?? 'sha1';
  const mac = hmac(digest, secret, data);
  const expected = mac.toString('hex');
  return {
    matches: isSameMac(Buffer.from(expected), Buffer.from(given)),
    provesTampering: isEditedSignature(given, expected) ? ('signature' as const) : null,
    derivation: [
      step('signed-text', 'everything before --', data),
      step('mac', `HMAC-${digest.toUpperCase()}(secret, signed text)`, mac),
      step('signature', 'hex(mac)', expected),
    ],
  };
}

function contentOf(bytes: Buffer): Content {
  const content = unpackAs(bytes, 'zlib');
  const isPacked = Buffer.isBuffer(content);
  const json = utf8Of(isPacked ? content : bytes);
  const read = json === null ? null : readJson(json);
  if (read?.ok) {
    return { coder: isPacked ? 'zip-json' : 'json', payload: read.value, notes: isPacked ? ['compressed'] : [] };
  }
  const kind = kindOfBytes(bytes);
  return {
    coder: kind === 'marshal' ? kind : 'other',
    payload: opaqueValue(kind, bytes),
    notes: [NOTE_OF_OPAQUE[kind]],
  };
}

function split(text: string): Parts | null {
  const parts = /^([A-Za-z0-9+/]+={0,2})--([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/.exec(text);
  return parts === null ? null : { data: parts[1] ?? '', mac: parts[2] ?? '' };
}
