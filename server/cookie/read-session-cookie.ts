import type { Verdict } from '../contract/verdict.ts';
import { unsign } from './express-signature.ts';
import { percentDecode } from './percent-decode.ts';

/**
 * What a session cookie says before the store is asked. `genuine`: signed by one of our secrets (numbered from 1), so
 * the store would be asked for this sid. `bad-signature`: the sid is what the cookie claims, unverified.
 */
export type SessionCookieReading =
  | { kind: 'none' }
  | { kind: 'malformed'; reason: Extract<Verdict, { kind: 'malformed' }>['reason'] }
  | { kind: 'bad-signature'; sid: string; secretsTried: number }
  | { kind: 'genuine'; sid: string; secretNumber: number };

const PREFIX = 's:';

/**
 * Reads the session cookie as express-session does. `rawValue` is the value as it stood in the header (quoted or not,
 * still percent-encoded), null if none came; `secrets` in their order, first signs, all verify. Says `genuine`
 * exactly when express-session would ask its store for that sid. Never throws.
 *
 * A value with a broken %-escape is taken undecoded, and is genuine if that text is signed; otherwise the broken
 * escape is named as the reason. Source: express-session 1.19 `getcookie`, npm `cookie` 0.7.2 `parse`.
 */
export function readSessionCookie(rawValue: string | null, secrets: readonly string[]): SessionCookieReading {
  if (rawValue === null) return { kind: 'none' };
  const decoded = percentDecode(withoutQuotes(rawValue));
  const isUndecodable = decoded.state === 'undecodable';
  if (!decoded.text.startsWith(PREFIX)) {
    return { kind: 'malformed', reason: isUndecodable ? 'bad-encoding' : 'no-prefix' };
  }
  const unsigned = unsign(decoded.text.slice(PREFIX.length), secrets);
  // An empty sid counts as no session even when it is signed.
  if (unsigned.value === '') return { kind: 'malformed', reason: 'empty-sid' };
  if (unsigned.ok) return { kind: 'genuine', sid: unsigned.value, secretNumber: unsigned.secretNumber };
  if (isUndecodable) return { kind: 'malformed', reason: 'bad-encoding' };
  if (unsigned.reason === 'no-signature') return { kind: 'malformed', reason: 'no-signature' };
  return { kind: 'bad-signature', sid: unsigned.value, secretsTried: unsigned.secretsTried };
}

/**
 * The claim inside a session cookie, unverified: what stands between `s:` and the signature, null if it has no such
 * shape. `rawValue` as in {@link readSessionCookie}. For showing what a jar holds, never for deciding. Never throws.
 */
export function claimedSid(rawValue: string | null): string | null {
  const reading = readSessionCookie(rawValue, []);
  return reading.kind === 'bad-signature' ? reading.sid : null;
}

/** One pair of surrounding quotes is not part of the value; a lone quote is an empty value (npm `cookie` 0.7.2). */
function withoutQuotes(rawValue: string): string {
  return rawValue.startsWith('"') && rawValue.endsWith('"') ? rawValue.slice(1, -1) : rawValue;
}
