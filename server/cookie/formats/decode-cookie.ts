import type { CookieFormat } from '../../contract/cookie-format.ts';
import { type DecodedCookie, invalidOrUnknown } from '../../contract/decoded-cookie.ts';
import { type Edit, findEdit } from './find-edit.ts';
import { type Check, type CookieText, type Reading, reading } from './format.ts';
import { toRawSegments } from './parts/segments.ts';
import { type Candidate, formatNamed, recogniseCookie } from './registry.ts';
import { WEAK_SECRETS } from './weak-secrets.ts';

/** Longer texts are not decoded. Browsers keep 4 KB. */
export const MAX_COOKIE_CHARACTERS = 128 * 1024;

/** The secrets are not tried with formats of a lower confidence. */
const POSSIBLE = 0.2;

export type DecodeOptions = {
  /** The first signs, all verify. */
  readonly secrets?: readonly string[];
  readonly nowMs: number;
  /** How old a signature may be, for formats that carry the time of signing only. Absent or null: any age. */
  readonly maxAgeSeconds?: number | null;
  /** Decodes the cookie in this format without recognising it. */
  readonly format?: CookieFormat | undefined;
  /** If no secret matches, also searches for one changed character, which takes up to a second. */
  readonly findsEdit?: boolean;
  /** Whether a key may be derived from a password by a function that takes a second and stops everything meanwhile. */
  readonly mayTakeSeconds?: boolean;
  /** Also tries a short list of well-known secrets. Meant for the user's own cookies. */
  readonly checksWeakSecrets?: boolean;
};

/**
 * Recognises, decodes and verifies a cookie. A cookie is valid only if one of the secrets signed it and it is neither
 * expired nor from the future; otherwise the result has a reason, and `valid` is null if nothing was checked. Never
 * throws, for any text; bounded in time and memory.
 */
export function decodeCookie(cookie: CookieText, options: DecodeOptions): DecodedCookie {
  if (cookie.rawValue.length > MAX_COOKIE_CHARACTERS) {
    return describe(cookie, [], null, reading({ reason: 'too-large' }), options);
  }
  const candidates = recogniseCookie(cookie);
  const check: Check = {
    secrets: options.secrets ?? [],
    nowMs: options.nowMs,
    maxAgeSeconds: options.maxAgeSeconds ?? null,
  };
  const format = options.format ?? formatThatFits(cookie, candidates, check);
  if (format === null) return describe(cookie, candidates, null, reading({ reason: 'not-recognised' }), options);
  const module = formatNamed(format);
  // Only the secrets of the user are worth that time, and only once.
  const result = module.read(cookie, { ...check, mayTakeSeconds: options.mayTakeSeconds === true });
  const mayBeEdited = result.reason === 'bad-signature' || result.reason === 'tampered';
  const edit = options.findsEdit === true && mayBeEdited ? findEdit(module, cookie, check, result) : null;
  if (edit !== null) return describeEdit(describe(cookie, candidates, format, result, options), cookie, edit);
  if (options.checksWeakSecrets !== true) return describe(cookie, candidates, format, result, options);
  const weakCheck = { ...check, secrets: WEAK_SECRETS };
  const weakFormat = options.format ?? formatThatFits(cookie, candidates, weakCheck) ?? format;
  const weak = formatNamed(weakFormat).read(cookie, weakCheck);
  const weakSecret = weak.secretNumber === null ? null : (WEAK_SECRETS[weak.secretNumber - 1] ?? null);
  const isSecretProvedWrong = weakSecret !== null && result.reason === 'bad-signature';
  // The content that the weak secret decrypts is shown, but the cookie does not become valid.
  const shown: Reading = isSecretProvedWrong ? { ...result, payload: weak.payload, reason: 'wrong-secret' } : result;
  const shownFormat = isSecretProvedWrong ? weakFormat : format;
  return { ...describe(cookie, candidates, shownFormat, shown, options), weakSecret };
}

/**
 * Several frameworks share a form: Rails and Rack, Flask and other users of itsdangerous. The format for which a secret
 * matches is chosen; if no secret matches, the format with the highest confidence.
 */
function formatThatFits(cookie: CookieText, candidates: readonly Candidate[], check: Check): CookieFormat | null {
  const [likeliest, ...others] = candidates.filter(({ confidence }) => confidence >= POSSIBLE);
  if (likeliest === undefined || others.length === 0 || check.secrets.length === 0)
    return candidates[0]?.format ?? null;
  const fitting = [likeliest, ...others].find(({ format }) => fitsSecret(formatNamed(format).read(cookie, check)));
  return (fitting ?? likeliest).format;
}

/** Whether one of the secrets made the signature, of this content or of the content before an edit. */
function fitsSecret({ signatureMatches, reason, where }: Reading): boolean {
  return signatureMatches === true || (reason === 'tampered' && (where === 'signature' || where === 'ciphertext'));
}

/** A found edit proves more than the reading without it, so its reason replaces the reading's. */
function describeEdit(decoded: DecodedCookie, cookie: CookieText, { start, role, expected }: Edit): DecodedCookie {
  const places = toRawSegments(cookie, [{ role, start, end: start + 1 }]);
  const offset = places.find((place) => place.role === role)?.start ?? start;
  const edit = { offset, found: cookie.text[start] ?? '', expected };
  return { ...decoded, valid: false, reason: 'tampered', where: role, edit };
}

function describe(
  cookie: CookieText,
  candidates: readonly Candidate[],
  format: CookieFormat | null,
  result: Reading,
  options: DecodeOptions,
): DecodedCookie {
  const confidence = candidates.find((candidate) => candidate.format === format)?.confidence ?? 0;
  const notes = [...result.notes];
  if (cookie.joinedFrom !== undefined) notes.push('joined-from-parts');
  if (cookie.text.includes('%') && cookie.text === cookie.rawValue) notes.push('undecodable-escapes');
  return {
    name: cookie.name,
    rawValue: cookie.rawValue,
    format,
    confidence: options.format === undefined ? confidence : 1,
    candidates: [...candidates],
    valid: result.reason === null ? result.signatureMatches === true : invalidOrUnknown(result.reason),
    reason: result.reason,
    where: result.where,
    payload: result.payload,
    signatureMatches: result.signatureMatches,
    secretNumber: result.secretNumber,
    secretsTried: options.secrets?.length ?? 0,
    edit: null,
    weakSecret: null,
    header: result.header,
    signedAtMs: result.signedAtMs,
    notBeforeMs: result.notBeforeMs,
    expiresAtMs: result.expiresAtMs,
    notes,
    segments: toRawSegments(cookie, result.segments),
    derivation: [...result.derivation],
  };
}
