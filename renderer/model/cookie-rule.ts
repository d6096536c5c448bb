import { COOKIE_RULES, type CookieRule } from '../../server/contract/decision.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';

/** The rule that decided about Set-Cookie; null where none was recorded. */
export function cookieRuleOf({ decision }: Pick<RequestRecord, 'decision'>): CookieRule | null {
  const judgment = decision.find(({ question }) => question === 'set-cookie');
  return COOKIE_RULES.find((rule) => rule === judgment?.rule) ?? null;
}
