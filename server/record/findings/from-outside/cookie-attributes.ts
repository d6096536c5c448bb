import type { Finding } from '../../../contract/finding.ts';
import { headerLookup } from '../../../contract/http/absolute-url.ts';
import { type ParsedSetCookie, parseSetCookie } from '../../../contract/http/parse-set-cookie.ts';
import { ToldOnce } from './told-once.ts';
import type { WatchedRecord } from './watched-record.ts';

/**
 * Attributes of a session cookie that allow more than necessary. A missing SameSite is the default of most frameworks,
 * so it is reported only if a page of another site has used the cookie.
 */
export class CookieAttributes {
  readonly #told = new ToldOnce();

  findingsOf(record: WatchedRecord): Finding[] {
    const { id, setCookie, cookieName: name, evidence } = record;
    const findings: Finding[] = [];
    if (setCookie !== null && evidence.after !== 'deleted' && isSurelyTheSession(record)) {
      const line = parseSetCookie(setCookie);
      if (!line.httpOnly && this.#told.isNews(`open ${name}`, id)) {
        findings.push({ kind: 'cookie-unprotected', requestIds: [id], name, lacks: lacksOf(line) });
      }
      if (line.secure && isKeptOverHttp(record) && this.#told.isNews(`secure ${name}`, id)) {
        findings.push({ kind: 'cookie-secure-on-http', requestIds: [id], name });
      }
    }
    if (isFromOtherSite(record) && this.#told.isNews(`cross-site ${name}`, id)) {
      findings.push({ kind: 'cookie-sent-cross-site', requestIds: [id], name, method: record.method ?? '' });
    }
    return findings;
  }
}

function lacksOf({ sameSite }: ParsedSetCookie): ('HttpOnly' | 'SameSite')[] {
  return sameSite === null ? ['HttpOnly', 'SameSite'] : ['HttpOnly'];
}

/** A cookie that was chosen only because of its form may not be a session cookie, and may be meant for scripts. */
function isSurelyTheSession({ evidence: { sessionCookie, after } }: WatchedRecord): boolean {
  const isNamed = sessionCookie.some((reason) => reason !== 'known-format' && reason !== 'http-only');
  return isNamed || after === 'decoded' || after === 'verified';
}

/** Every request reaches the proxy over http. A cookie that browsers refuse is reported by another finding. */
function isKeptOverHttp({ cookieName, setCookieFates = [] }: WatchedRecord): boolean {
  return !setCookieFates.some(({ name, fate }) => name === cookieName && fate === 'refused');
}

/** Browsers send Fetch Metadata to localhost, and no script can change it. */
function isFromOtherSite({ method, cookieValue, requestHeaders }: WatchedRecord): boolean {
  if (cookieValue === null || method === null || /^(?:GET|HEAD|OPTIONS)$/.test(method)) return false;
  return headerLookup(requestHeaders)('sec-fetch-site') === 'cross-site';
}
