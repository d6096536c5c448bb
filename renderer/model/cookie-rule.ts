import type { Rule } from '../../server/contract/decision.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';

/** The rules that decide whether a session cookie is sent. */
export const COOKIE_RULES = [
  'no-session',
  'session-destroyed',
  'session-set-to-null',
  'store-failed',
  'cookie-new-modified',
  'cookie-new-uninitialized',
  'cookie-rolling',
  'cookie-expiry-moved',
  'cookie-withheld-uninitialized',
  'cookie-withheld-unmodified',
  'cookie-withheld-sent-once',
  'cookie-withheld-insecure',
  'flask-null-session',
  'flask-cookie-modified',
  'flask-cookie-refreshed',
  'flask-cookie-withheld-unmodified',
  'flask-cookie-deleted',
  'flask-cookie-withheld-empty',
] as const satisfies readonly Rule[];
export type CookieRule = (typeof COOKIE_RULES)[number];

/** The rule that decided about Set-Cookie; null where none was recorded. */
export function cookieRuleOf({ decision }: Pick<RequestRecord, 'decision'>): CookieRule | null {
  const judgment = decision.find(({ question }) => question === 'set-cookie');
  return COOKIE_RULES.find((rule) => rule === judgment?.rule) ?? null;
}
