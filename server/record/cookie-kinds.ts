import { remembering } from '../base/remembering.ts';
import type { CookieKind, SeenCookie } from '../contract/evidence.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import { sessionClaimOf } from '../cookie/formats/session-claim.ts';
import { nameSays } from '../cookie/session-name.ts';
import { cookiesThatCame } from './cookie-session.ts';

/** By name: Laravel, Django, Rails, csurf, Angular, ASP.NET; then Laravel, Devise, Spring Security, Flask-Login. */
const CSRF = /csrf|xsrf|antiforgery|requestverificationtoken|authenticity_token/i;
const REMEMBER = /remember/i;
const FLASH = /^messages$|(?:^|[._-])flash(?:[._-]?(?:messages?|data))?$/i;

/** The kind of each cookie of a request, by its name and its form. Equal headers return the same list. */
export const cookieKinds: (cookieHeader: string) => readonly SeenCookie[] = remembering((header) =>
  cookiesThatCame(header).map((cookie) => {
    const { format } = sessionClaimOf(cookie);
    return { name: cookie.name ?? '', kind: kindOf(cookie, format), format };
  }),
);

function kindOf({ name }: CookieText, format: SeenCookie['format']): CookieKind {
  const text = name ?? '';
  if (CSRF.test(text)) return 'csrf';
  if (REMEMBER.test(text)) return 'remember-me';
  if (FLASH.test(text)) return 'flash';
  if (format === 'jwt' || format === 'jwe') return 'token';
  return nameSays(text) === 'session' ? 'session-like' : 'other';
}
