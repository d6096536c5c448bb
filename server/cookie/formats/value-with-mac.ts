import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromAnyBase64 } from '../../encodings/base64.ts';
import { readableText } from '../../encodings/readable-text.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { encodedBytes } from './parts/encoded-bytes.ts';
import { encodedLike } from './parts/encoded-like.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { looksRandom } from './parts/random-text.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { textContent, writeTextContent } from './parts/text-content.ts';

const DIGEST_OF_BYTES: Readonly<Record<number, Digest>> = {
  16: 'md5',
  20: 'sha1',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
};
const MAX_CHARACTERS = 64 * 1024;

/**
 * A readable value with a text of the length of an HMAC before or after it, separated by a sign, as programs write that
 * sign without a library. The HMAC is over the raw or the decoded value, with the secret as the key. No known framework
 * writes this form.
 */
export const valueWithMac: CookieFormatModule = {
  format: 'value-with-mac',
  recognise({ text }) {
    const parts = split(text);
    return parts === null ? 0 : parts.isEncoded ? 0.34 : 0.28;
  },
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['payload', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMacs(parts, secret));
    const value = ['payload', parts.value] as const;
    const signature = ['signature', parts.signature] as const;
    return reading({
      payload: contentOf(parts.value).payload,
      segments: segmentsOf([
        parts.isBehind ? value : signature,
        ['separator', parts.separator],
        parts.isBehind ? signature : value,
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign(payload, secret, { like }) {
    const old = like === null ? null : split(like.text);
    const value = writeTextContent(payload, old?.value ?? null);
    const message = old !== null && attemptMacs(old, secret)?.isDecoded ? decoded(value) : value;
    const mac = spelled(hmac(old?.digest ?? 'sha256', secret, message), old?.signature ?? null);
    const separator = old?.separator ?? '.';
    return signed(encodedLike(old?.isBehind === false ? mac + separator + value : value + separator + mac, like));
  },
};

type Parts = {
  readonly value: string;
  readonly separator: string;
  readonly signature: string;
  /** The signature is behind the value. */
  readonly isBehind: boolean;
  /** The value is JSON, or text in base64 or hex; otherwise a short text. */
  readonly isEncoded: boolean;
  readonly digest: Digest;
};

/**
 * Separators that do not occur in a signature. Base64url contains dashes, so a single dash is not a separator there.
 */
const BEHIND = /^(.+?)(--|[.|:$~!])([A-Za-z0-9+/_-]{22,128}={0,2})$/s;
const BEFORE = /^([A-Za-z0-9+/_-]{22,128}={0,2})(--|[.|:$~!])(.+)$/s;

function split(text: string): Parts | null {
  if (text.length > MAX_CHARACTERS) return null;
  const last = Math.max(...['.', '|', ':', '$', '~', '!', '--'].map((sign) => text.lastIndexOf(sign)));
  const behind = last < 1 ? null : BEHIND.exec(text);
  const [, value = '', separator = '', signature = ''] = behind ?? [];
  const found = behind === null ? null : partsOf(value, separator, signature, true);
  if (found !== null) return found;
  const [, first = '', between = '', rest = ''] = BEFORE.exec(text) ?? [];
  return rest === '' ? null : partsOf(rest, between, first, false);
}

function partsOf(value: string, separator: string, signature: string, isBehind: boolean): Parts | null {
  const digest = DIGEST_OF_BYTES[bytesOf(signature)?.length ?? 0];
  const { isEncoded, isReadable } = contentOf(value);
  if (digest === undefined || !isReadable || !looksRandom(signature)) return null;
  return { value, separator, signature, isBehind, isEncoded, digest };
}

function bytesOf(signature: string): Buffer | null {
  return /^[0-9a-f]+$/i.test(signature) && signature.length % 2 === 0
    ? Buffer.from(signature, 'hex')
    : fromAnyBase64(signature);
}

function contentOf(value: string): { payload: Json; isEncoded: boolean; isReadable: boolean } {
  const content = textContent(value);
  if (content.coding !== 'text') return { payload: content.payload, isEncoded: true, isReadable: true };
  const encoded = encodedBytes(value);
  const inside = encoded === null ? null : readableText(encoded.bytes);
  if (inside !== null) return { payload: textContent(inside).payload, isEncoded: true, isReadable: true };
  const isShort = /^[\w@. +=&-]{1,64}$/.test(value) && (value.length < 20 || !looksRandom(value));
  return { payload: value, isEncoded: false, isReadable: isShort };
}

function decoded(value: string): Buffer | string {
  return encodedBytes(value)?.bytes ?? value;
}

function attemptMacs(parts: Parts, secret: string | Buffer) {
  const bytes = decoded(parts.value);
  const attempts = [attemptMac(parts, secret, parts.value)];
  if (typeof bytes !== 'string') attempts.push(attemptMac(parts, secret, bytes));
  return attempts.find(({ matches, provesTampering }) => matches || provesTampering !== null) ?? attempts[0] ?? null;
}

function attemptMac({ signature, digest }: Parts, secret: string | Buffer, message: string | Buffer) {
  const mac = hmac(digest, secret, message);
  const expected = spelled(mac, signature);
  const isDecoded = typeof message !== 'string';
  const derivation: DerivationStep[] = [
    step('signed-text', isDecoded ? 'the value, decoded' : 'the value, unchanged', message),
    step('mac', `HMAC-${digest.toUpperCase()}(secret, signed text)`, mac),
    step('signature', 'mac in the spelling of the cookie', expected),
  ];
  const given = bytesOf(signature);
  return {
    isDecoded,
    matches: given !== null && isSameMac(given, mac),
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? ('signature' as const) : null,
  };
}

/** A MAC in hex or base64, as the signature that is given. */
function spelled(mac: Buffer, like: string | null): string {
  if (like !== null && !/^[0-9a-f]+$/i.test(like)) {
    const text = mac.toString(/[-_]/.test(like) ? 'base64url' : 'base64');
    return like.endsWith('=') ? text : text.replace(/=+$/, '');
  }
  const hex = mac.toString('hex');
  return like !== null && /[A-F]/.test(like) ? hex.toUpperCase() : hex;
}
