import { kindOfBytes, type OpaqueKind } from '../../encodings/kind-of-bytes.ts';
import type { CookieText } from './format.ts';
import { type CookieFormatModule, cannotSign, reading } from './format.ts';
import { encodedBytes, isSerialized } from './parts/encoded-bytes.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { segmentsOf } from './parts/segments.ts';

/** Longer texts are not cookies. */
const MAX_CHARACTERS = 64 * 1024;
/** A whole value of PHP's serialize, as text. */
const PHP = /^(?:a:\d+:\{.*\}|[OC]:\d+:"[^"]+":\d+:\{.*\}|s:\d+:".*";)$/s;
/** PHP's session_encode: names, and behind a bar each the value. */
const PHP_SESSION = /^[A-Za-z_][\w.-]*\|(?:[aO]:\d+:|s:\d+:"|[ibd]:[-\d.]+;|N;).*[;}]$/s;

/**
 * Serialized objects of a program, as text, in base64 or in hex, without any protection: Python's pickle, Ruby's
 * Marshal, PHP's serialize and session_encode, Java's serialization, .NET's BinaryFormatter, ASP.NET's ViewState. They
 * are recognised and shown but never loaded, because loading creates the objects that they name.
 */
export const serializedData: CookieFormatModule = {
  format: 'serialized-data',
  recognise(cookie) {
    const found = serializedIn(cookie);
    if (found === null) return 0;
    return found.isText ? 0.93 : 0.65;
  },
  read(cookie) {
    const found = serializedIn(cookie);
    const segments = segmentsOf([['payload', cookie.text]]);
    if (found === null) return reading({ reason: 'malformed', where: 'payload', segments });
    const payload = opaqueValue(found.kind, found.bytes);
    return reading({ payload, reason: 'not-signed', notes: [NOTE_OF_OPAQUE[found.kind]], segments });
  },
  sign: cannotSign,
};

type Serialized = { readonly kind: OpaqueKind; readonly bytes: Buffer; readonly isText: boolean };

function serializedIn({ text }: CookieText): Serialized | null {
  if (text.length > MAX_CHARACTERS) return null;
  if (PHP.test(text) || PHP_SESSION.test(text))
    return { kind: 'php-serialized', bytes: Buffer.from(text), isText: true };
  if (/^[(c}\]]/.test(text) && text.endsWith('.')) {
    const bytes = Buffer.from(text);
    return kindOfBytes(bytes) === 'pickle' ? { kind: 'pickle', bytes, isText: true } : null;
  }
  const bytes = encodedBytes(text)?.bytes;
  if (bytes === undefined) return null;
  if (isSerialized(bytes)) return { kind: kindOfBytes(bytes), bytes, isText: false };
  const isSession = bytes.length < MAX_CHARACTERS && PHP_SESSION.test(bytes.toString('latin1'));
  return isSession ? { kind: 'php-serialized', bytes, isText: false } : null;
}
