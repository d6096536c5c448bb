import type { Verdict } from '../contract/verdict.ts';
import { unsign } from './express-signature.ts';
import { percentDecode } from './percent-decode.ts';

/**
 * The result of reading a session cookie before the store is queried. `genuine`: one of this site's secrets signed it
 * (numbered from 1), so the store would be queried for the sid. `bad-signature`: the sid is an unverified claim of the
 * cookie.
 */
export type SessionCookieReading =
  | { kind: 'none' }
  | { kind: 'malformed'; reason: Extract<Verdict, { kind: 'malformed' }>['reason'] }
  | { kind: 'bad-signature'; sid: string; secretsTried: number }
  | { kind: 'genuine'; sid: string; secretNumber: number };

const PREFIX = 's:';

/**
 * Reads the session cookie as express-session does. `rawValue` is the value from the header (quoted or not, still
 * percent-encoded), null without a cookie. Of `secrets`, the first one signs and all of them verify. The result is
 * `genuine` if and only if express-session would query its store for that sid. Never throws.
 *
 * A value with an invalid %-escape is used undecoded, and it is genuine if that text is signed. Otherwise the invalid
 * escape is the reason. Source: express-session 1.19 `getcookie`, npm `cookie` 0.7.2 `parse`.
 */
export function readSessionCookie(rawValue: string | null, secrets: readonly string[]): SessionCookieReading {
  if (rawValue === null) return { kind: 'none' };
  const decoded = percentDecode(withoutQuotes(rawValue));
  const isUndecodable = decoded.state === 'undecodable';
  if (!decoded.text.startsWith(PREFIX)) {
    return { kind: 'malformed', reason: isUndecodable ? 'bad-encoding' : 'no-prefix' };
  }
  const unsigned = unsign(decoded.text.slice(PREFIX.length), secrets);
  // An empty sid counts as no session even if it is signed.
  if (unsigned.value === '') return { kind: 'malformed', reason: 'empty-sid' };
  if (unsigned.ok) return { kind: 'genuine', sid: unsigned.value, secretNumber: unsigned.secretNumber };
  if (isUndecodable) return { kind: 'malformed', reason: 'bad-encoding' };
  if (unsigned.reason === 'no-signature') return { kind: 'malformed', reason: 'no-signature' };
  return { kind: 'bad-signature', sid: unsigned.value, secretsTried: unsigned.secretsTried };
}

/**
 * The unverified sid inside a session cookie: the text between `s:` and the signature. Null if the value does not have
 * this form. `rawValue` as in {@link readSessionCookie}. It is for display only and must not be used for decisions.
 * Never throws.
 */
export function claimedSid(rawValue: string | null): string | null {
  const reading = readSessionCookie(rawValue, []);
  return reading.kind === 'bad-signature' ? reading.sid : null;
}

/**
 * A pair of surrounding quotes is not part of the value; a single quote alone is an empty value (npm `cookie` 0.7.2).
 */
function withoutQuotes(rawValue: string): string {
  return rawValue.startsWith('"') && rawValue.endsWith('"') ? rawValue.slice(1, -1) : rawValue;
}
