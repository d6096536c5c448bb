import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import { cookieParts } from '../../model/cookie-parts.ts';

/** The signature in a cookie, and whether the steps give the same one. Null if the two are not compared. */
export function carriedSignature(decoded: DecodedCookie): { text: string; matches: boolean } | null {
  if (decoded.signatureMatches === null || decoded.derivation.length === 0) return null;
  const carried = cookieParts(decoded.rawValue, decoded.segments).filter(({ role }) => role === 'signature');
  if (carried.length === 0 && !decoded.signatureMatches) return null;
  return { text: carried.map((part) => part.decoded).join(''), matches: decoded.signatureMatches };
}
