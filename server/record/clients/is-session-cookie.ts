import { remembering } from '../../base/remembering.ts';
import { cookieText } from '../../cookie/formats/pasted-cookie.ts';
import { LEAST_CLAIM, sessionClaimOf } from '../../cookie/formats/session-claim.ts';
import { nameSays } from '../../cookie/session-name.ts';

/** A cookie with a longer value is judged by its name alone. */
const MAX_CHARACTERS = 8 * 1024;

/** Whether a cookie is a session cookie: by its name, or by the form of its value if the name is neutral. */
export function isSessionCookie(name: string, value: string): boolean {
  const says = nameSaysOf(name);
  if (says !== 'nothing' || value.length > MAX_CHARACTERS) return says === 'session';
  return hasSessionForm(`${name}=${value}`);
}

const nameSaysOf = remembering(nameSays);

const hasSessionForm = remembering((pair) => {
  const equals = pair.indexOf('=');
  return sessionClaimOf(cookieText(pair.slice(0, equals), pair.slice(equals + 1))).claim >= LEAST_CLAIM;
});
