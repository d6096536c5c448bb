import { cookieLife } from '../../server/contract/http/cookie-life.ts';
import { parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';

/** Whether a Set-Cookie line, received at a moment in wall-clock ms, makes the browser delete its cookie. */
export function deletesCookie(setCookie: string, receivedAtMs: number): boolean {
  return cookieLife(parseSetCookie(setCookie), receivedAtMs).kind === 'over';
}
