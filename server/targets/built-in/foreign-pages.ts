import type { IncomingMessage } from 'node:http';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';

/** RFC 9110 section 9.2.1. */
const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/**
 * Why a request with an unsafe method is refused: a page of another origin has sent it (CSRF). Null for other requests.
 * SameSite=Lax is not sufficient: another port of localhost is the same site, and a request without the cookie would
 * get a new session, whose Set-Cookie replaces the visitor's cookie. Programs other than browsers send neither Origin
 * nor Sec-Fetch-Site.
 */
export function foreignPage({ method = '', headers }: IncomingMessage): EarlyRefusal | null {
  if (safeMethods.includes(method)) return null;
  const { origin, host } = headers;
  if (origin !== undefined && !isOriginOf(host, origin))
    return { code: 'foreign-page', header: 'Origin', value: origin };
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return { code: 'foreign-page', header: 'Sec-Fetch-Site', value: String(site) };
}

/** Whether the origin is the one to which the request was sent, over http or over https through a proxy. */
function isOriginOf(host: string | undefined, origin: string): boolean {
  return ['http', 'https'].some((scheme) => URL.parse(`${scheme}://${host}`)?.origin === origin);
}
