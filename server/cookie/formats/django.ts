import { createHash } from 'node:crypto';
import type { CookieNote, DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { type CookieFormatModule, type CookieText, reading, type SignOptions, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { decodeDjango, encodeDjango } from './parts/django-payload.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { DJANGO_JSON, writeJson } from './parts/json-writer.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';

const DEFAULT_AGE_SECONDS = 14 * 24 * 60 * 60;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

type Parts = { payload: string; timestamp: string; signature: string };
/** The uses of signing in Django, each with its salt and key prefix. The first is the session cookie. */
type Use = { salt: string; keyPrefix: string; note: CookieNote | null };

/**
 * Django's signed_cookies session, `[.]payload:timestamp:signature`, and other values of Django in the same form: its
 * messages, a row of the session table, `signing.dumps`, and `set_signed_cookie` (whose payload is plain text). A salt
 * of the app is given with the secret, as `salt:NAME:SECRET`. The length of the signature distinguishes SHA-256 (now)
 * and SHA-1 (before 3.1). A pickled session is shown but never loaded. The age limit is a setting of the server (two
 * weeks by default). Source: django core/signing.py, contrib/sessions/backends/signed_cookies.py,
 * contrib/messages/storage/cookie.py, http/request.py.
 */
export const django: CookieFormatModule = {
  format: 'django',
  recognise({ text }) {
    const parts = split(text);
    if (parts === null || !/^[0-9A-Za-z]{6}$/.test(parts.timestamp)) return 0;
    if (!/^[\w-]+$/.test(parts.signature)) return 0;
    const isWhole = parts.signature.length === 27 || parts.signature.length === 43;
    return isWhole ? 0.97 : parts.signature.length < 60 ? 0.6 : 0;
  },
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null) {
      return reading({ reason: 'malformed', where: 'separator', segments: segmentsOf([['payload', cookie.text]]) });
    }
    const signedAtSeconds = fromBase62(parts.timestamp);
    const signedAtMs = signedAtSeconds === null ? null : signedAtSeconds * 1000;
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptUses(cookie, parts, secret));
    const use = secretNumber === null ? null : (attempt?.use ?? null);
    const content = decodeDjango(parts.payload);
    // set_signed_cookie signs any text. Only a payload that claims to be packed, and is not, must be damaged.
    const isText =
      use?.note === 'django-signed-value' || (content.kind === 'damaged' && !parts.payload.startsWith('.'));
    const notes: CookieNote[] = use?.note ? [use.note] : [];
    if (!isText && content.kind !== 'damaged') notes.push(...content.notes);
    const damaged = signedAtMs === null ? 'timestamp' : content.kind === 'damaged' && !isText ? 'payload' : null;
    const shown = {
      payload: isText ? parts.payload : content.kind === 'damaged' ? null : content.payload,
      signedAtMs,
      notes,
      segments: segmentsOf([
        ['payload', parts.payload],
        ['separator', ':'],
        ['timestamp', parts.timestamp],
        ['separator', ':'],
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) {
      const verdict = mismatch(check.secrets, attempt, damaged);
      return reading({ ...shown, ...verdict, notes: withSaltNote(notes, verdict.reason) });
    }
    if (damaged !== null) return reading({ ...shown, reason: 'malformed', where: damaged });
    return reading({ ...shown, ...ageOf(signedAtMs ?? 0, check, DEFAULT_AGE_SECONDS, notes) });
  },
  sign(payload, secret, options) {
    const parts = options.like === null ? null : split(options.like.text);
    const attempt = parts !== null && options.like !== null ? attemptUses(options.like, parts, secret) : null;
    const [first] = usesWith(secret, options.name);
    const { use, secret: bare } = attempt?.matches ? attempt : (first ?? { use: SESSION, secret });
    const digest = parts?.signature.length === 27 ? 'sha1' : 'sha256';
    const text = use.note === 'django-signed-value' ? String(payload) : payloadText(payload, use, parts, options);
    const signedText = `${text}:${toBase62(Math.floor(options.nowMs / 1000))}`;
    const key = keyOf(use, bare, digest);
    return signed(`${signedText}:${hmac(digest, key, signedText).toString('base64url')}`);
  },
};

const SESSION: Use = { salt: 'django.contrib.sessions.backends.signed_cookies', keyPrefix: '', note: null };
const COOKIE_PREFIX = 'django.http.cookies';

/** The likeliest first. */
function usesOf(name: string | null): Use[] {
  const messages: Use = { salt: 'django.contrib.messages', keyPrefix: COOKIE_PREFIX, note: 'django-messages' };
  return [
    ...(name === 'messages' ? [messages, SESSION] : [SESSION, messages]),
    { salt: 'django.contrib.sessions.SessionStore', keyPrefix: '', note: 'django-session-row' },
    { salt: 'django.core.signing', keyPrefix: '', note: 'django-signing-dumps' },
    ...(name === null ? [] : [{ salt: name, keyPrefix: COOKIE_PREFIX, note: 'django-signed-value' } as const]),
  ];
}

/** The uses of a salt of the app: `signing.dumps`, `get_cookie_signer`, and `set_signed_cookie`. */
function usesOfSalt(salt: string, name: string | null): Use[] {
  return [
    { salt, keyPrefix: '', note: 'django-signing-dumps' },
    { salt, keyPrefix: COOKIE_PREFIX, note: null },
    ...(name === null
      ? []
      : [{ salt: `${name}${salt}`, keyPrefix: COOKIE_PREFIX, note: 'django-signed-value' } as const]),
  ];
}

type KeyedUse = { readonly use: Use; readonly secret: string | Buffer };

/** The uses with a given salt come first. */
function usesWith(secret: string | Buffer, name: string | null): KeyedUse[] {
  const salted = saltedSecret(secret);
  const given = salted === null ? [] : usesOfSalt(salted.salt, name);
  return [
    ...given.map((use) => ({ use, secret: salted?.secret ?? secret })),
    ...usesOf(name).map((use) => ({ use, secret })),
  ];
}

/** Tries every use with one secret. If none matches, returns the attempt of the most likely one. */
function attemptUses({ name }: CookieText, parts: Parts, secret: string | Buffer) {
  let first: ReturnType<typeof attemptUse> | null = null;
  for (const keyed of usesWith(secret, name)) {
    const result = attemptUse(keyed, parts);
    if (result.matches || result.provesTampering !== null) return result;
    first ??= result;
  }
  return first;
}

function attemptUse({ use, secret }: KeyedUse, { payload, timestamp, signature }: Parts) {
  const digest: Digest = signature.length === 27 ? 'sha1' : 'sha256';
  const label = digest === 'sha1' ? 'SHA1' : 'SHA256';
  const signedText = `${payload}:${timestamp}`;
  const key = keyOf(use, secret, digest);
  const mac = hmac(digest, key, signedText);
  const expected = mac.toString('base64url');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last colon', signedText),
    step('key', `${label}("${use.salt}signer" + ${use.keyPrefix ? `"${use.keyPrefix}" + ` : ''}secret)`, key),
    step('mac', `HMAC-${label}(key, signed text)`, mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  const matches = isSameMac(Buffer.from(expected), Buffer.from(signature));
  return {
    use,
    secret,
    matches,
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? ('signature' as const) : null,
  };
}

function keyOf({ salt, keyPrefix }: Use, secret: string | Buffer, digest: Digest): Buffer {
  return createHash(digest).update(`${salt}signer${keyPrefix}`).update(secret).digest();
}

/** Splits from the right: a value set with set_signed_cookie may hold colons. */
function split(text: string): Parts | null {
  const lastColon = text.lastIndexOf(':');
  const middleColon = lastColon > 0 ? text.lastIndexOf(':', lastColon - 1) : -1;
  if (middleColon === -1) return null;
  return {
    payload: text.slice(0, middleColon),
    timestamp: text.slice(middleColon + 1, lastColon),
    signature: text.slice(lastColon + 1),
  };
}

/**
 * Sessions are compressed if that makes them shorter. `signing.dumps` compresses only on request, so the form of the
 * given cookie is kept.
 */
function payloadText(payload: Json, use: Use, parts: Parts | null, { like }: SignOptions): string {
  const old = parts === null ? null : decodeDjango(parts.payload);
  const isSame =
    like !== null && old?.kind === 'json' && writeJson(old.payload, DJANGO_JSON) === writeJson(payload, DJANGO_JSON);
  if (isSame && parts !== null) return parts.payload;
  return encodeDjango(payload, use.note !== 'django-signing-dumps' || parts?.payload.startsWith('.') === true);
}

function fromBase62(text: string): number | null {
  if (!/^[0-9A-Za-z]{1,8}$/.test(text)) return null;
  return [...text].reduce((value, digit) => value * 62 + BASE62.indexOf(digit), 0);
}

function toBase62(seconds: number): string {
  let text = '';
  for (let left = seconds; left > 0; left = Math.floor(left / 62)) text = `${BASE62[left % 62]}${text}`;
  return text || '0';
}
