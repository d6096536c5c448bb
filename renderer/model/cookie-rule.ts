import { COOKIE_RULES, type CookieRule } from '../../server/contract/decision.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';

/** The rule that decided about Set-Cookie. Null if none was recorded. */
export function cookieRuleOf({ decision }: Pick<RequestRecord, 'decision'>): CookieRule | null {
  const judgment = decision.find(({ question }) => question === 'set-cookie');
  return COOKIE_RULES.find((rule) => rule === judgment?.rule) ?? null;
}

/** Other reasons why the cookie was sent, or not sent. */
export interface CookieCircumstances {
  /**
   * The names of options that the session kept from its creation although the settings have changed. Null if there are
   * none.
   */
  readonly optionsOfSession: string | null;
  /** X-Forwarded-Proto was https, and was ignored. */
  readonly isProxyUntrusted: boolean;
}

/** The circumstances of the judgment about Set-Cookie. */
export function cookieCircumstancesOf({ decision }: Pick<RequestRecord, 'decision'>): CookieCircumstances {
  const inputs = decision.find(({ question }) => question === 'set-cookie')?.inputs ?? {};
  const { optionsOfSession, forwardedProto } = inputs;
  return {
    optionsOfSession: typeof optionsOfSession === 'string' ? optionsOfSession : null,
    isProxyUntrusted: forwardedProto === 'https',
  };
}
