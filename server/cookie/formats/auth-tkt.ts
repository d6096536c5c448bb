import { createHash } from 'node:crypto';
import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { quotedLike } from './parts/encoded-like.ts';
import { type Digest, isSameMac } from './parts/hmac.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { isSameJson } from './parts/text-content.ts';

/** By the number of hex digits, the longest first. Pyramid's default is SHA-512, that of mod_auth_tkt MD5. */
const DIGESTS: readonly [digits: number, Digest][] = [
  [128, 'sha512'],
  [64, 'sha256'],
  [32, 'md5'],
];
/** If the server signs the address of the browser, the user must give it; otherwise it is the first of these. */
const ADDRESSES = ['0.0.0.0', '127.0.0.1'];

/**
 * A log-in of Pyramid's AuthTktCookieHelper and of Apache's mod_auth_tkt: a digest in hex, the time in eight hex
 * digits, the user, an exclamation mark, perhaps tokens and another one, and data. The digest is a hash of the secret,
 * not an HMAC. Source: pyramid authentication.py, `AuthTicket` and `calculate_digest`.
 */
export const authTkt: CookieFormatModule = {
  format: 'auth-tkt',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.95),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptAddresses(parts, secret));
    const shown = {
      payload: contentOf(parts),
      signedAtMs: parts.seconds * 1000,
      segments: segmentsOf([
        ['signature', parts.signature],
        ['timestamp', parts.time],
        ['payload', parts.rest],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    return reading({ ...shown, ...ageOf(shown.signedAtMs, check, Infinity, []) });
  },
  sign(payload, secret, { like, nowMs }) {
    const old = like === null ? null : split(like.text);
    const isSame = old !== null && isSameJson(contentOf(old), payload);
    const fields = isSame ? old : fieldsOf(payload);
    if (fields === null) return { ok: false, reason: 'payload-unusable' };
    const digest = old?.digest ?? 'sha512';
    const attempt = old === null ? null : attemptAddresses(old, secret);
    const seconds = Math.floor(nowMs / 1000);
    const address = attempt?.matches ? attempt.address : '0.0.0.0';
    const [inner] = digestsOf({ ...fields, seconds, digest }, secret, address);
    const tokens = fields.tokens === '' ? '' : `${fields.tokens}!`;
    const time = seconds.toString(16).padStart(8, '0');
    // The user is percent-encoded in the value itself.
    const user = encodeURIComponent(fields.user);
    return signed(quotedLike(`${inner}${time}${user}!${tokens}${fields.data}`, like));
  },
};

type Fields = { readonly user: string; readonly tokens: string; readonly data: string };
type Parts = Fields & {
  readonly signature: string;
  readonly time: string;
  readonly rest: string;
  readonly seconds: number;
  readonly digest: Digest;
};

function split(text: string): Parts | null {
  for (const [digits, digest] of DIGESTS) {
    const fields = new RegExp(`^([0-9a-f]{${digits}})([3-8][0-9a-f]{7})(([^!]+)!(.*))$`, 's').exec(text);
    if (fields === null) continue;
    const [, signature = '', time = '', rest = '', user = '', behind = ''] = fields;
    const mark = behind.lastIndexOf('!');
    const [tokens, data] = mark === -1 ? ['', behind] : [behind.slice(0, mark), behind.slice(mark + 1)];
    return { signature, time, rest, user, tokens, data, seconds: Number.parseInt(time, 16), digest };
  }
  return null;
}

/** Pyramid says in the data how it wrote the user. */
function contentOf({ user, tokens, data }: Fields): Json {
  return { userid: userOf(user, data), tokens: tokens === '' ? [] : tokens.split(','), userdata: data };
}

function userOf(user: string, data: string): Json {
  if (/(?:^|\|)userid_type:int(?:\||$)/.test(data) && /^\d{1,15}$/.test(user)) return Number(user);
  const isEncoded = /(?:^|\|)userid_type:b64(?:unicode|str)(?:\||$)/.test(data);
  const bytes = isEncoded ? fromBase64(user) : null;
  return (bytes === null ? null : utf8Of(bytes)) ?? user;
}

/** Null if the payload does not have the form of {@link contentOf}. */
function fieldsOf(payload: Json): Fields | null {
  if (!isObject(payload)) return null;
  const { userid, tokens = [], userdata = '' } = payload;
  const areTexts =
    Array.isArray(tokens) && tokens.every((token) => typeof token === 'string' && /^[^!,]+$/.test(token));
  if (!areTexts || typeof userdata !== 'string' || userdata.includes('!')) return null;
  const data = { tokens: tokens.join(','), data: userdata };
  if (typeof userid === 'number') return { user: String(userid), ...data };
  if (typeof userid !== 'string' || userid === '') return null;
  const isEncoded = userdata.includes('userid_type:b64');
  if (!isEncoded && userid.includes('!')) return null;
  return { user: isEncoded ? Buffer.from(userid).toString('base64') : userid, ...data };
}

function attemptAddresses(parts: Parts, secret: string | Buffer) {
  const attempts = ADDRESSES.map((address) => attemptAddress(parts, secret, address));
  return attempts.find(({ matches, provesTampering }) => matches || provesTampering !== null) ?? attempts[0] ?? null;
}

function attemptAddress(parts: Parts, secret: string | Buffer, address: string) {
  const [expected, first] = digestsOf(parts, secret, address);
  const label = parts.digest.toUpperCase();
  const derivation: DerivationStep[] = [
    step('mac', `${label}(${address}, time, secret, user, NUL, tokens, NUL, data), in hex`, first),
    step('signature', `${label}(mac + secret), in hex`, expected),
  ];
  return {
    address,
    matches: isSameMac(Buffer.from(expected), Buffer.from(parts.signature)),
    derivation,
    provesTampering: isEditedSignature(parts.signature, expected) ? ('signature' as const) : null,
  };
}

/** The digest of the digest, and the first one. */
function digestsOf(
  { user, tokens, data, seconds, digest }: Fields & { seconds: number; digest: Digest },
  secret: string | Buffer,
  address: string,
): [string, string] {
  const head = Buffer.alloc(8);
  head.set(address.split('.').map(Number));
  head.writeUInt32BE(seconds >>> 0, 4);
  const first = createHash(digest).update(head).update(secret).update(`${user}\0${tokens}\0${data}`).digest('hex');
  return [createHash(digest).update(first).update(secret).digest('hex'), first];
}
