import { parseCookieDate } from '../contract/http/cookie-date.ts';
import type { HarCookie } from './har-pairs.ts';
import { numberOf } from './loose-members.ts';
import { isMoment } from './moment.ts';

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/**
 * The Set-Cookie value that sets a cookie of a HAR, for files that list the cookies of a response without its header
 * lines. Order and spelling of the attributes are those of express-session.
 */
export function setCookieLine({ name, value, attributes }: HarCookie): string {
  const sameSite = attributes.text('sameSite')?.toLowerCase() ?? '';
  return [
    name === '' ? value : `${name}=${value}`,
    attribute('Path', attributes.text('path')),
    attribute('Domain', attributes.text('domain')),
    attribute('Expires', expiresOf(attributes.value('expires'))),
    isSet(attributes.value('httpOnly')) ? 'HttpOnly' : null,
    isSet(attributes.value('secure')) ? 'Secure' : null,
    Object.hasOwn(SAME_SITE, sameSite) ? `SameSite=${SAME_SITE[sameSite as keyof typeof SAME_SITE]}` : null,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

function isSet(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True';
}

function attribute(name: string, value: string | null): string | null {
  return value === null || value === '' || /[;\r\n\0]/.test(value) ? null : `${name}=${value}`;
}

/** ISO 8601 in HAR 1.2; programs also write the date of the header, or seconds since 1970 with -1 for a session. */
function expiresOf(value: unknown): string | null {
  const seconds = numberOf(value);
  const ms = seconds !== null ? seconds * 1000 : typeof value === 'string' ? dateOf(value) : null;
  if (ms === null || (seconds !== null && seconds < 0) || !isMoment(ms)) return null;
  return new Date(ms).toUTCString();
}

function dateOf(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? parseCookieDate(text) : ms;
}
