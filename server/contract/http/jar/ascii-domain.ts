import { octets } from '../cookie-bytes.ts';
import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import { isIpAddress } from './host.ts';

const BEYOND_ASCII = /[\u0080-\uffff]/;
/** Characters that would end the host of a URL, or that belong to no host. Browsers do not decode `%` in a Domain. */
const NOT_IN_A_NAME = /[\s/?#@:\\[\]%]/;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The cookie with its Domain in Punycode, as Chromium reads it: `bücher.test` is `xn--bcher-kva.test`. Unchanged for a
 * Domain in ASCII and for one that is not a name. Never throws. Source: Chromium's net/cookies/cookie_util.cc
 * `GetCookieDomainWithString`; the conversion is that of the URL Standard, "domain to ASCII".
 */
export function withAsciiDomain(cookie: ParsedSetCookie): ParsedSetCookie {
  const { domain } = cookie;
  if (domain === null || !BEYOND_ASCII.test(domain) || NOT_IN_A_NAME.test(domain)) return cookie;
  try {
    const { hostname } = new URL(`http://${characters(domain)}/`);
    // A browser compares a Domain with an IP address as it is written.
    return isIpAddress(hostname) ? cookie : { ...cookie, domain: hostname };
  } catch {
    // Octets that are not UTF-8, or characters that no name has: the Domain stays, and the cookie is refused for it.
    return cookie;
  }
}

/** A header that Node read has one character for each octet. A text beyond Latin-1 was decoded from UTF-8. */
function characters(text: string): string {
  return octets(text) === text.length ? decoder.decode(Uint8Array.from(text, (octet) => octet.charCodeAt(0))) : text;
}
