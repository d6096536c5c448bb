import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import { cookieParts } from '../../model/cookie-parts.ts';

/** What a cookie carries as its signature, and whether that is what the steps give. Null where nothing is compared. */
export function carriedSignature(decoded: DecodedCookie): { text: string; matches: boolean } | null {
  if (decoded.signatureMatches === null || decoded.derivation.length === 0) return null;
  const carried = cookieParts(decoded.rawValue, decoded.segments).filter(({ role }) => role === 'signature');
  if (carried.length === 0 && !decoded.signatureMatches) return null;
  return { text: carried.map((part) => part.decoded).join(''), matches: decoded.signatureMatches };
}
