import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { PYTHON_JSON, writeJson } from './parts/json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { isSameJson } from './parts/text-content.ts';

const DEFAULT_AGE_SECONDS = 1200;
/** SHA-512 is the default. */
const DIGESTS: readonly [Digest, bytes: number][] = [
  ['sha512', 64],
  ['sha256', 32],
  ['sha384', 48],
  ['sha1', 20],
  ['md5', 16],
];
const SALT = 'pyramid.session.';

/**
 * A session of Pyramid's SignedCookieSessionFactory: base64url, without padding, of an HMAC, by default with SHA-512,
 * and of JSON `[renewed, created, session]`. Before Pyramid 2 the content is a pickle, which is shown and never loaded.
 * The key is the salt followed by the secret. Source: webob cookies.py, `SignedSerializer`; pyramid session.py.
 */
export const pyramid: CookieFormatModule = {
  format: 'pyramid',
  recognise({ text }) {
    const parts = split(text);
    if (parts === null) return 0;
    if (contentOf(parts.content) !== null) return 0.97;
    return kindOfBytes(parts.content) === 'pickle' && parts.content.at(-1) === 0x2e ? 0.9 : 0;
  },
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', text]]) });
    const content = contentOf(parts.content);
    const kind = kindOfBytes(parts.content);
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    const shown = {
      payload: content?.session ?? opaqueValue(kind, parts.content),
      notes: content === null ? [NOTE_OF_OPAQUE[kind]] : [],
      signedAtMs: content === null ? null : Math.floor(content.renewed * 1000),
      segments: segmentsInBase64(
        [
          ['signature', parts.mac.length],
          ['payload', parts.content.length],
        ],
        text.length,
      ),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) {
      const verdict = mismatch(check.secrets, attempt);
      return reading({ ...shown, ...verdict, notes: withSaltNote(shown.notes, verdict.reason) });
    }
    if (shown.signedAtMs === null) return reading(shown);
    return reading({ ...shown, ...ageOf(shown.signedAtMs, check, DEFAULT_AGE_SECONDS, shown.notes) });
  },
  sign(payload, secret, { like, nowMs }) {
    const old = like === null ? null : split(like.text);
    const oldContent = old === null ? null : contentOf(old.content);
    const now = Math.floor(nowMs / 1000);
    const isSame = old !== null && oldContent !== null && isSameJson(oldContent.session, payload);
    const json = writeJson([now, oldContent?.created ?? now, payload], PYTHON_JSON);
    const content = isSame ? old.content : Buffer.from(json);
    const attempt = old === null ? null : attemptMac(old, secret);
    const key = attempt?.matches ? attempt.key : (keysOf(secret)[0]?.key ?? '');
    return signed(Buffer.concat([hmac(old?.digest ?? 'sha512', key, content), content]).toString('base64url'));
  },
};

type Parts = { readonly mac: Buffer; readonly content: Buffer; readonly digest: Digest };

/** The digest is the one after which Pyramid's JSON starts. If there is none, the default digest. */
function split(text: string): Parts | null {
  const bytes = text.length < 50 ? null : fromBase64url(text);
  if (bytes === null) return null;
  const all = DIGESTS.map(([digest, size]) => ({
    mac: bytes.subarray(0, size),
    content: bytes.subarray(size),
    digest,
  }));
  const found = all.find(({ content }) => contentOf(content) !== null) ?? all[0];
  return found === undefined || found.content.length === 0 ? null : found;
}

/** Null if the content is not the JSON of Pyramid. */
function contentOf(bytes: Buffer): { renewed: number; created: number; session: Json } | null {
  if (bytes[0] !== 0x5b) return null;
  const read = readJson(utf8Of(bytes) ?? '', { hasPythonConstants: true });
  if (!read.ok || !Array.isArray(read.value) || read.value.length !== 3) return null;
  const [renewed, created, session] = read.value;
  if (typeof renewed !== 'number' || typeof created !== 'number' || session === undefined) return null;
  return { renewed, created, session };
}

type Key = { readonly salt: string; readonly key: Buffer };

function keysOf(secret: string | Buffer): Key[] {
  const given = saltedSecret(secret);
  const salted = [...(given === null ? [] : [given]), { salt: SALT, secret }];
  return salted.map((each) => ({
    salt: each.salt,
    key: Buffer.concat([Buffer.from(each.salt), Buffer.from(each.secret)]),
  }));
}

function attemptMac(parts: Parts, secret: string | Buffer) {
  const attempts = keysOf(secret).map((key) => attemptKey(parts, key));
  return attempts.find(({ matches, provesTampering }) => matches || provesTampering !== null) ?? attempts[0] ?? null;
}

function attemptKey({ mac: given, content, digest }: Parts, { salt, key }: Key) {
  const mac = hmac(digest, key, content);
  const derivation: DerivationStep[] = [
    step('signed-text', `everything after the first ${given.length} bytes`, content),
    step('key', `"${salt}" + secret`, key),
    step('mac', `HMAC-${digest.toUpperCase()}(key, signed text)`, mac),
  ];
  const agreeing = mac.filter((byte, index) => byte === given[index]).length;
  const provesTampering = agreeing >= mac.length / 2 && agreeing < mac.length ? ('signature' as const) : null;
  return { key, matches: isSameMac(mac, given), derivation, provesTampering };
}
