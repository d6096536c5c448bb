import { headerLookup } from '../../contract/http/absolute-url.ts';
import type { RequestRecord } from '../../contract/log-entry.ts';

/** The path of a page that ends or empties the session on request of the user. */
const LOGOUT =
  /\/(?:(?:log|sign)[-_]?(?:out|off)|(?:pop|clear|delete|destroy|end|reset)[-_]?(?:all|session|cookie)s?)\b/i;
/** The path of a form that begins a session: /login, /users/sign_in, /Account/Login, /login.php. */
const LOGIN = /\/(?:(?:log|sign)[-_]?(?:in|on)|authenticate|sessions?)(?:\.\w+)?\/?$/i;
/** A redirect to the form again, or to its next step. */
const STILL_AT_LOGIN = /(?:log|sign)[-_]?(?:in|on)|authenticate|sessions?\/new|two[-_]?factor|otp|mfa|2fa/i;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

export function isLogoutPath(url: string): boolean {
  return LOGOUT.test(pathOf(url));
}

type Answered = Pick<RequestRecord, 'method' | 'url' | 'status' | 'requestHeaders' | 'responseHeaders'>;

/**
 * Whether a request looks like a successful login: a form was sent to the path of a login, and the response redirects
 * away from it; or JSON was sent there, and the response is not an error. The decision of the app is unknown.
 */
export function looksLikeLogin({ method, url, status, requestHeaders, responseHeaders }: Answered): boolean {
  if (method !== 'POST' || status === null || status >= 400 || !LOGIN.test(pathOf(url))) return false;
  if (status >= 300) {
    const location = headerLookup(responseHeaders)('location');
    return location !== undefined && !STILL_AT_LOGIN.test(pathOf(location));
  }
  return JSON_TYPE.test(headerLookup(requestHeaders)('content-type') ?? '');
}

type Ended = Answered & Pick<RequestRecord, 'cookieValue' | 'setCookie'>;

/**
 * Whether a request looks like a successful logout. A page that only asks for confirmation has the same path, so the
 * response to a GET must redirect elsewhere, or set the session cookie.
 */
export function looksLikeLogout({ method, url, status, cookieValue, setCookie }: Ended): boolean {
  if (cookieValue === null || status === null || status >= 400 || !isLogoutPath(url)) return false;
  return (method !== 'GET' && method !== 'HEAD') || status >= 300 || setCookie !== null;
}

/** Without the query and, of an absolute URL, without its scheme and host. */
export function pathOf(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}
