import type { ClientSideOptions } from '../contract/engine-options.ts';

/**
 * The Set-Cookie line of Flask's session, its attributes in Werkzeug's order. `value` null: the line that deletes the
 * cookie. A permanent session gets Expires and no Max-Age; others last until the browser closes. Source:
 * flask/sessions.py save_session, werkzeug/http.py dump_cookie.
 */
export function flaskSetCookie(
  name: string,
  value: string | null,
  isPermanent: boolean,
  nowMs: number,
  { httpOnly, secure, sameSite, permanentLifetimeSeconds }: ClientSideOptions,
): string {
  const parts = [`${name}=${value ?? ''}`];
  if (value === null) parts.push('Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Max-Age=0');
  else if (isPermanent) parts.push(`Expires=${new Date(nowMs + permanentLifetimeSeconds * 1000).toUTCString()}`);
  if (secure) parts.push('Secure');
  if (httpOnly) parts.push('HttpOnly');
  parts.push('Path=/');
  if (sameSite !== null) parts.push(`SameSite=${sameSite.charAt(0).toUpperCase()}${sameSite.slice(1)}`);
  return parts.join('; ');
}
